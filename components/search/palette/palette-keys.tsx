import { Kbd } from '@/components/ui/kbd'

/** Which keys do what; a screen reader's list says so itself, and a phone has none. */
export function PaletteKeys() {
  return (
    <div
      aria-hidden
      className="flex items-center gap-4 border-t bg-surface px-4 py-2 text-ink-muted text-xs max-sm:hidden"
    >
      <span className="flex items-center gap-1.5">
        <Kbd>↑</Kbd>
        <Kbd>↓</Kbd> choose
      </span>
      <span className="flex items-center gap-1.5">
        <Kbd>↵</Kbd> open
      </span>
      <span className="ml-auto">A docker pull line, a page’s address or a digest works, too</span>
    </div>
  )
}

import { Kbd } from '@/components/ui/kbd'

export function SelectionHint() {
  return (
    <p className="flex flex-wrap items-center gap-1 text-ink-muted text-xs max-md:hidden">
      <Kbd>↑</Kbd>
      <Kbd>↓</Kbd> move, <Kbd>Space</Kbd> choose, with <Kbd>Shift</Kbd> a range
    </p>
  )
}

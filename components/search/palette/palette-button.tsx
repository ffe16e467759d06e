'use client'
import { Compass } from 'lucide-react'
import { Kbd } from '@/components/ui/kbd'
import { useIsHydrated } from '@/components/ui/use-is-hydrated'

const isMac = () => /mac|iphone|ipad/i.test(navigator.platform)

/** Of no use without scripts, and then not shown. */
export function PaletteButton({ onOpen }: { onOpen: () => void }) {
  const keys = useIsHydrated() && isMac() ? '⌘ K' : 'Ctrl K'
  return (
    <button
      type="button"
      aria-label="Search and commands"
      aria-haspopup="dialog"
      aria-keyshortcuts="Control+K Meta+K"
      title={`Search and commands (${keys})`}
      onClick={onOpen}
      className="inline-flex h-8 min-w-8 shrink-0 items-center justify-center gap-1.5 rounded-md px-2 text-ink-muted hover:bg-surface-sunken hover:text-ink [@media(scripting:none)]:hidden"
    >
      <Compass aria-hidden className="size-4" />
      <span aria-hidden className="max-sm:hidden">
        <Kbd>{keys}</Kbd>
      </span>
    </button>
  )
}

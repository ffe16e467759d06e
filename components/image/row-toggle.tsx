import clsx from 'clsx'
import { ChevronRight } from 'lucide-react'

interface RowToggleProps {
  platform: string
  isOpen: boolean
  /** The id of what opens. */
  controls: string
  onToggle: () => void
}

export function RowToggle({ platform, isOpen, controls, onToggle }: RowToggleProps) {
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      aria-controls={isOpen ? controls : undefined}
      aria-label={`Details of ${platform}`}
      title={isOpen ? 'Close' : 'Config, layers and history'}
      onClick={onToggle}
      className="noscript:invisible -ml-1.5 inline-flex size-6 shrink-0 items-center justify-center rounded-md text-ink-muted transition-colors hover:bg-surface-sunken hover:text-ink"
    >
      <ChevronRight aria-hidden className={clsx('size-4 transition-transform', isOpen && 'rotate-90')} />
    </button>
  )
}

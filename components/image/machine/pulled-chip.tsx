import { MonitorDown } from 'lucide-react'
import { Chip } from '@/components/ui/chip'
import type { PulledMark } from './pulled'

interface PulledChipProps extends PulledMark {
  /** The sign alone, where words would make the row taller. */
  isShort?: boolean
  className?: string
}

export function PulledChip({ isPicked, words, isShort = false, className }: PulledChipProps) {
  return (
    <Chip
      tone="accent"
      title={words}
      className={className}
      icon={<MonitorDown aria-hidden className="size-3 shrink-0" />}
    >
      <span className={isShort ? 'sr-only' : 'max-xl:sr-only'}>{isPicked ? 'picked machine' : 'your machine'}</span>
    </Chip>
  )
}

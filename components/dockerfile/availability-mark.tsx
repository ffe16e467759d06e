import clsx from 'clsx'
import { Check, CircleHelp, Replace, X } from 'lucide-react'
import { familyTextClass, platformFamily } from '@/components/reference/platform-family'
import { Tooltip } from '@/components/ui/tooltip'
import type { BaseCell } from '@/lib/contract/dockerfile'

const faces = {
  has: { icon: Check, className: 'bg-[color-mix(in_srgb,currentColor_13%,transparent)]' },
  other: { icon: Replace, className: 'border border-warning/40 bg-warning-soft text-warning' },
  lacks: { icon: X, className: 'border border-danger/60 border-dashed text-danger' },
  unknown: { icon: CircleHelp, className: 'text-ink-faint' },
}

function wordsFor({ platform, state, takes, reference }: BaseCell): string {
  const where = reference === undefined ? '' : ` (${reference})`
  if (state === 'has') return `Has ${takes ?? platform}${where}`
  if (state === 'lacks') return `Has nothing for ${platform}${where}`
  if (state === 'other') return `Has nothing for ${platform}; builders take ${takes}${where}`
  return `Unknown for ${platform}${where}`
}

export function AvailabilityMark({ cell }: { cell: BaseCell }) {
  const { icon: Icon, className } = faces[cell.state]
  const words = wordsFor(cell)
  return (
    <Tooltip label={words}>
      <span
        role="img"
        aria-label={words}
        className={clsx(
          'inline-flex size-6 items-center justify-center rounded-sm align-middle',
          cell.state === 'has' && familyTextClass[platformFamily(cell.platform)],
          className,
        )}
      >
        <Icon aria-hidden className={clsx('size-4', cell.state === 'has' && 'text-ink')} />
      </span>
    </Tooltip>
  )
}

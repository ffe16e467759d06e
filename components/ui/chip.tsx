import clsx from 'clsx'
import type { ReactNode } from 'react'

export type ChipTone = 'neutral' | 'accent' | 'success' | 'warning' | 'danger'

const tones: Record<ChipTone, string> = {
  neutral: 'border-line bg-surface-sunken text-ink-muted',
  accent: 'border-accent/30 bg-accent-soft text-accent',
  success: 'border-success/30 bg-success-soft text-success',
  warning: 'border-warning/30 bg-warning-soft text-warning',
  danger: 'border-danger/30 bg-danger-soft text-danger',
}

interface ChipProps {
  tone?: ChipTone
  icon?: ReactNode
  title?: string
  className?: string
  children: ReactNode
}

export function Chip({ tone = 'neutral', icon, title, className, children }: ChipProps) {
  return (
    <span
      title={title}
      className={clsx(
        'inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-sm border px-1.5 font-medium text-2xs',
        tones[tone],
        className,
      )}
    >
      {icon}
      {children}
    </span>
  )
}

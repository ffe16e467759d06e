import clsx from 'clsx'
import type { ReactNode } from 'react'
import { EmptySea } from './empty-sea'

interface EmptyStateProps {
  title: ReactNode
  /** A drawing; without it, an empty sea. */
  art?: ReactNode
  action?: ReactNode
  className?: string
  children?: ReactNode
}

export function EmptyState({ title, art, action, className, children }: EmptyStateProps) {
  return (
    <div className={clsx('flex flex-col items-center gap-2 px-6 py-12 text-center', className)}>
      <div className="mb-2 text-ink-faint">{art ?? <EmptySea className="w-56" />}</div>
      <p className="font-semibold text-lg">{title}</p>
      {children ? <div className="max-w-prose text-ink-muted text-sm">{children}</div> : null}
      {action ? <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  )
}

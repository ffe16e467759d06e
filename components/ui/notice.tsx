import clsx from 'clsx'
import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

export type NoticeTone = 'info' | 'success' | 'warning' | 'error'

const tones: Record<NoticeTone, { icon: LucideIcon; word: string; className: string; iconClass: string }> = {
  info: { icon: Info, word: 'Note', className: 'border-line bg-surface-raised', iconClass: 'text-accent' },
  success: {
    icon: CircleCheck,
    word: 'Done',
    className: 'border-success/30 bg-success-soft',
    iconClass: 'text-success',
  },
  warning: {
    icon: TriangleAlert,
    word: 'Warning',
    className: 'border-warning/30 bg-warning-soft',
    iconClass: 'text-warning',
  },
  error: { icon: CircleAlert, word: 'Error', className: 'border-danger/30 bg-danger-soft', iconClass: 'text-danger' },
}

interface NoticeProps {
  tone?: NoticeTone
  title?: ReactNode
  /** A button or link: the way out. */
  action?: ReactNode
  /** `alert` for what appears after an action of the visitor. */
  role?: 'alert' | 'status'
  className?: string
  children?: ReactNode
}

export function Notice({ tone = 'info', title, action, role, className, children }: NoticeProps) {
  const { icon: Icon, word, className: toneClass, iconClass } = tones[tone]
  return (
    <div
      role={role}
      className={clsx('flex items-start gap-2.5 rounded-md border px-3 py-2 text-sm', toneClass, className)}
    >
      <Icon aria-hidden className={clsx('mt-0.5 size-4 shrink-0', iconClass)} />
      <div className="flex min-w-0 flex-1 flex-wrap items-start justify-between gap-x-4 gap-y-1.5">
        <div className="min-w-0 flex-1 basis-60 break-words">
          <span className="sr-only">{word}: </span>
          {title ? <strong className="font-semibold">{title} </strong> : null}
          {children}
        </div>
        {action}
      </div>
    </div>
  )
}

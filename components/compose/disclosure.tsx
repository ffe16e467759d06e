import clsx from 'clsx'
import { ChevronRight } from 'lucide-react'
import { type ReactNode, useState } from 'react'

interface DisclosureProps {
  summary: ReactNode
  /** Open from the start; later it is the person who opens and closes. */
  isInitiallyOpen: boolean
  actions?: ReactNode
  className?: string
  children: ReactNode
}

export function Disclosure({ summary, isInitiallyOpen, actions, className, children }: DisclosureProps) {
  const [isOpen, setIsOpen] = useState(isInitiallyOpen)
  return (
    <details
      open={isOpen}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
      className={clsx('group min-w-0', className)}
    >
      <summary className="flex min-h-6 list-none items-center gap-1 rounded-sm [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-4 shrink-0 text-ink-muted transition-transform group-open:rotate-90"
        />
        <span className="min-w-0 flex-1">{summary}</span>
        {actions}
      </summary>
      {children}
    </details>
  )
}

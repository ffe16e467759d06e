import clsx from 'clsx'
import type { ReactNode } from 'react'

interface ScrollAreaProps {
  /** Names the region: a keyboard user can focus and scroll it. */
  label: string
  className?: string
  children: ReactNode
}

/** A wide table scrolls inside this, never the page. */
export function ScrollArea({ label, className, children }: ScrollAreaProps) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={label}
      className={clsx('relative overflow-x-auto overscroll-x-contain', className)}
    >
      {children}
    </section>
  )
}

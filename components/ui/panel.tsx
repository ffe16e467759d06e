import clsx from 'clsx'
import { type ComponentProps, type ReactNode, useId } from 'react'

interface PanelProps extends Omit<ComponentProps<'section'>, 'title'> {
  /** Becomes an h2 that names the section. */
  title?: ReactNode
  actions?: ReactNode
  /** Without padding, for tables and lists that reach the edge. */
  isFlush?: boolean
}

export function Panel({ title, actions, isFlush = false, className, children, ...rest }: PanelProps) {
  const titleId = useId()
  return (
    <section
      aria-labelledby={title ? titleId : undefined}
      className={clsx('min-w-0 rounded-lg border bg-surface-raised shadow-raised', className)}
      {...rest}
    >
      {title ? (
        <header className="flex min-h-11 flex-wrap items-center justify-between gap-2 border-b px-4 py-1.5">
          <h2 id={titleId} className="font-semibold text-sm">
            {title}
          </h2>
          {actions}
        </header>
      ) : null}
      <div className={isFlush ? 'overflow-clip rounded-[inherit]' : 'p-4'}>{children}</div>
    </section>
  )
}

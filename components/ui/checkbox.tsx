import clsx from 'clsx'
import { type ComponentProps, type ReactNode, useId } from 'react'

interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type'> {
  label: ReactNode
  isLabelHidden?: boolean
  hint?: ReactNode
}

export function Checkbox({ label, isLabelHidden, hint, className, ...rest }: CheckboxProps) {
  const hintId = useId()
  return (
    <label className={clsx('inline-flex min-h-6 min-w-6 items-start gap-2 text-sm', className)}>
      <input
        type="checkbox"
        aria-describedby={hint ? hintId : undefined}
        className="mt-0.5 size-4 shrink-0 accent-accent"
        {...rest}
      />
      <span className={isLabelHidden ? 'sr-only' : undefined}>
        {label}
        {hint ? (
          <span id={hintId} className="block text-ink-muted text-xs">
            {hint}
          </span>
        ) : null}
      </span>
    </label>
  )
}

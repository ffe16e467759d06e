import clsx from 'clsx'
import { type ComponentProps, type ReactNode, useId } from 'react'
import { FieldMessage } from './field-message'
import { inputClass } from './input-class'

interface TextFieldProps extends ComponentProps<'input'> {
  label: ReactNode
  isLabelHidden?: boolean
  hint?: ReactNode
  error?: ReactNode
  /** For references, digests and tags. */
  isMono?: boolean
}

export function TextField({ label, isLabelHidden, hint, error, isMono, className, ...rest }: TextFieldProps) {
  const generatedId = useId()
  const id = rest.id ?? generatedId
  const messageId = `${id}-message`
  const hasMessage = Boolean(error ?? hint)
  return (
    <div className={clsx('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={id} className={isLabelHidden ? 'sr-only' : 'font-medium text-ink text-sm'}>
        {label}
      </label>
      <input
        spellCheck={isMono ? false : undefined}
        autoCapitalize={isMono ? 'none' : undefined}
        {...rest}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={hasMessage ? messageId : undefined}
        className={inputClass({ isMono, isInvalid: Boolean(error) })}
      />
      <FieldMessage id={messageId} error={error} hint={hint} />
    </div>
  )
}

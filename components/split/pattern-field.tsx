import { useId, useRef } from 'react'
import { FieldMessage } from '@/components/ui/field-message'
import { inputClass } from '@/components/ui/input-class'
import { maxPatternLength } from './split-fields'

const placeholders = [
  { name: '{tag}', meaning: 'the tag of the index' },
  { name: '{arch}', meaning: 'amd64, arm64, armv7' },
  { name: '{os}', meaning: 'linux, windows' },
  { name: '{variant}', meaning: 'v7, where there is one' },
  { name: '{platform}', meaning: 'linux-arm64' },
]

const unameMeaning = 'x86_64, aarch64, armv7l'

interface PatternFieldProps {
  value: string
  naming: 'docker' | 'uname'
  error?: string | undefined
  isDisabled: boolean
  onChange: (pattern: string) => void
}

/** The pattern of the tags; pressing a placeholder writes it where the caret stands. */
export function PatternField({ value, naming, error, isDisabled, onChange }: PatternFieldProps) {
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  // A field that was never entered has its caret at the start, where nobody put it.
  const caret = useRef<{ start: number; end: number }>(undefined)
  const insert = (name: string) => {
    const input = field.current
    if (!input) return
    const { start, end } = caret.current ?? { start: value.length, end: value.length }
    input.focus()
    input.setRangeText(name, start, end, 'end')
    onChange(input.value)
  }
  const meaningOf = (name: string, meaning: string) =>
    name === '{arch}' && naming === 'uname' ? unameMeaning : meaning
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="font-medium text-sm">
        Pattern of the tags
      </label>
      <input
        ref={field}
        id={id}
        name="pattern"
        value={value}
        disabled={isDisabled}
        maxLength={maxPatternLength}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-message` : undefined}
        className={inputClass({ isMono: true, isInvalid: error !== undefined })}
        onChange={(event) => onChange(event.target.value)}
        onBlur={({ target }) => {
          caret.current = { start: target.selectionStart ?? value.length, end: target.selectionEnd ?? value.length }
        }}
      />
      <FieldMessage id={`${id}-message`} error={error} />
      <ul aria-label="Placeholders" className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
        {placeholders.map(({ name, meaning }) => (
          <li key={name} className="flex items-center gap-1.5 text-ink-muted text-xs">
            <button
              type="button"
              disabled={isDisabled}
              aria-label={`Insert ${name}`}
              onClick={() => insert(name)}
              className="h-6 rounded-sm border bg-surface-sunken px-1.5 font-mono text-ink text-xs hover:border-line-strong disabled:opacity-55"
            >
              {name}
            </button>
            {meaningOf(name, meaning)}
          </li>
        ))}
      </ul>
    </div>
  )
}

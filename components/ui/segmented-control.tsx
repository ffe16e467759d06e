import { useId } from 'react'

interface SegmentedControlProps<Value extends string> {
  /** Names the group. */
  label: string
  options: { value: Value; name: string; title?: string }[]
  value: Value
  onChange: (value: Value) => void
  /** What a form sends the value as. */
  name?: string
}

export function SegmentedControl<Value extends string>({
  label,
  options,
  value,
  onChange,
  name,
}: SegmentedControlProps<Value>) {
  const ownName = useId()
  return (
    <fieldset className="inline-flex rounded-md bg-surface-sunken p-0.5">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          title={option.title}
          className="inline-flex h-6 items-center rounded-sm px-2 text-ink-muted text-xs has-checked:bg-[light-dark(var(--surface-raised),var(--line))] has-checked:font-medium has-checked:text-ink has-checked:shadow-raised forced-colors:has-checked:bg-[Highlight] forced-colors:has-checked:text-[HighlightText] forced-colors:has-checked:forced-color-adjust-none has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name={name ?? ownName}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="sr-only"
          />
          {option.name}
        </label>
      ))}
    </fieldset>
  )
}

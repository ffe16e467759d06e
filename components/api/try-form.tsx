'use client'
import { Play } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { CodeLine } from '@/components/ui/code-line'
import { inputClass } from '@/components/ui/input-class'
import { Notice } from '@/components/ui/notice'
import { TextField } from '@/components/ui/text-field'
import { useIsHydrated } from '@/components/ui/use-is-hydrated'
import type { Operation, Parameter } from './read-operations'
import { TryAnswerView } from './try-answer'
import { useTry } from './use-try'

interface ParameterFieldProps {
  parameter: Parameter
  value: string
  onValue: (value: string) => void
}

function ParameterField({ parameter: { name, isRequired, schema }, value, onValue }: ParameterFieldProps) {
  const id = useId()
  if (!schema.enum)
    return (
      <TextField
        label={name}
        isMono
        required={isRequired}
        value={value}
        onChange={(event) => onValue(event.target.value)}
      />
    )
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="font-medium text-sm">
        {name}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => onValue(event.target.value)}
        className={inputClass({ isMono: true })}
      >
        <option value="">{schema.default === undefined ? '' : `${String(schema.default)} (default)`}</option>
        {schema.enum.map((option) => (
          <option key={String(option)}>{String(option)}</option>
        ))}
      </select>
    </div>
  )
}

function addressOf(path: string, values: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value !== '')).toString()
  return query === '' ? path : `${path}?${query.replace(/%(2F|3A|40)/g, decodeURIComponent)}`
}

interface TryFormProps {
  operation: Operation
  /** What the fields hold at first, by the parameter’s name. */
  examples: Readonly<Record<string, string>>
}

export function TryForm({ operation: { path, parameters }, examples }: TryFormProps) {
  const needed = parameters.filter(({ isRequired }) => isRequired)
  const [values, setValues] = useState(Object.fromEntries(needed.map(({ name }) => [name, examples[name] ?? ''])))
  const { mutate, data, error, isPending } = useTry()
  const isHydrated = useIsHydrated()
  const address = addressOf(path, values)
  function submit(event: FormEvent): void {
    event.preventDefault()
    if (!isPending) mutate(address)
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      {parameters.length > 0 ? (
        <div className="grid gap-2 sm:grid-cols-2">
          {parameters.map((parameter) => (
            <ParameterField
              key={parameter.name}
              parameter={parameter}
              value={values[parameter.name] ?? ''}
              onValue={(value) => setValues((known) => ({ ...known, [parameter.name]: value }))}
            />
          ))}
        </div>
      ) : null}
      <CodeLine text={`curl '${isHydrated ? window.location.origin : ''}${address}'`} label="curl" />
      <div>
        <Button type="submit" isBusy={isPending} icon={<Play aria-hidden className="size-3.5" />}>
          Send
        </Button>
      </div>
      {error ? (
        <Notice tone="error" role="alert">
          Archipelago’s own server cannot be reached; see whether it is still running.
        </Notice>
      ) : null}
      {data ? <TryAnswerView answer={data} path={path} /> : null}
    </form>
  )
}

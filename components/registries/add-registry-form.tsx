'use client'
import { Plus } from 'lucide-react'
import { type SyntheticEvent, useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { FieldMessage } from '@/components/ui/field-message'
import { inputClass } from '@/components/ui/input-class'
import { useAddRegistry } from './use-add-registry'

/** Only what answers is added: a slip of the pen is not remembered. */
export function AddRegistryForm({ listed }: { listed: readonly string[] }) {
  const id = useId()
  const [text, setText] = useState('')
  const { outcome, isChecking, add, reset } = useAddRegistry(listed)
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault()
    if (!isChecking && (await add(text))) setText('')
  }
  const change = (value: string) => {
    setText(value)
    reset()
  }
  return (
    <form method="get" noValidate onSubmit={submit} className="flex max-w-lg flex-col gap-1">
      <label htmlFor={id} className="font-medium text-sm">
        Add a registry
      </label>
      <div className="flex gap-2">
        <input
          id={id}
          value={text}
          onChange={(event) => change(event.target.value)}
          placeholder="localhost:5000"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          inputMode="url"
          enterKeyHint="go"
          aria-invalid={outcome?.fault ? true : undefined}
          aria-describedby={`${id}-message`}
          className={inputClass({ isMono: true, isInvalid: outcome?.fault !== undefined })}
        />
        <Button
          type="submit"
          isBusy={isChecking}
          icon={<Plus aria-hidden className="size-3.5" />}
          className="max-sm:h-9"
        >
          {isChecking ? 'Checking…' : 'Check and add'}
        </Button>
      </div>
      <FieldMessage
        id={`${id}-message`}
        error={outcome?.fault}
        hint={outcome?.news ?? 'As host or host:port. This browser remembers the ones that answer.'}
      />
      <p role="status" className="sr-only">
        {outcome?.news}
      </p>
    </form>
  )
}

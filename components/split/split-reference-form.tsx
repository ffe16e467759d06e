'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/text-field'
import { splitHref } from '@/lib/contract/links'
import { readSplitReference, type SplitFields } from './split-fields'
import { useSplitOptions } from './use-split-options'

const missing = 'Name an index, for example ghcr.io/org/app:1.0.'

/** Sends itself by GET where there are no scripts; the page then reads the field. */
export function SplitReferenceForm({ fields }: { fields: SplitFields }) {
  const router = useRouter()
  const [isPending, start] = useTransition()
  const [{ text, fault }, setField] = useState({ text: fields.text, fault: fields.fault })
  const [options] = useSplitOptions()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { reference, ...read } = readSplitReference(text)
    setField({ text: read.text, fault: read.text === '' ? missing : read.fault })
    if (reference !== undefined) start(() => router.push(splitHref({ reference, ...options })))
  }
  return (
    <form action="/split" method="get" noValidate onSubmit={submit} className="flex max-w-3xl items-start gap-2">
      <TextField
        name="ref"
        label="Index"
        isMono
        value={text}
        error={fault}
        placeholder="ghcr.io/org/app:1.0"
        autoComplete="off"
        enterKeyHint="go"
        className="min-w-0 flex-1"
        onChange={(event) => setField({ text: event.target.value, fault: undefined })}
      />
      <Button
        type="submit"
        variant={fields.reference === undefined ? 'primary' : 'secondary'}
        isBusy={isPending}
        className="mt-6 max-sm:h-9"
      >
        Plan
      </Button>
    </form>
  )
}

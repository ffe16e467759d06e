'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/text-field'
import { deleteHref } from '@/lib/contract/links'
import { readTagField, type TagField } from './tag-field'

const missing = 'Name a tag, for example ghcr.io/org/app:1.0.'

/** Leads to what deleting would mean. Sends itself by GET where there are no scripts. */
export function TagForm({ field: given }: { field: TagField }) {
  const router = useRouter()
  const [isPending, start] = useTransition()
  const [field, setField] = useState(given)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const read = readTagField(field.text)
    setField(read.text === '' ? { ...read, fault: missing } : read)
    if (read.reference !== undefined) start(() => router.push(deleteHref(read.reference)))
  }
  return (
    <form action="/delete" method="get" noValidate onSubmit={submit} className="flex max-w-3xl items-start gap-2">
      <TextField
        name="ref"
        label="Tag"
        isMono
        value={field.text}
        error={field.fault}
        placeholder="ghcr.io/org/app:1.0"
        autoComplete="off"
        enterKeyHint="go"
        className="min-w-0 flex-1"
        onChange={(event) => setField({ text: event.target.value })}
      />
      <Button
        type="submit"
        variant={given.reference === undefined ? 'primary' : 'secondary'}
        isBusy={isPending}
        className="mt-6 max-sm:h-9"
      >
        Look
      </Button>
    </form>
  )
}

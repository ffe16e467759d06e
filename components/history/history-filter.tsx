'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { TextField } from '@/components/ui/text-field'
import { historyHref } from '@/lib/contract/links'
import { type RepositoryField, readRepositoryField } from './repository-field'

/** Sends itself by GET where there are no scripts; the page then reads the field. */
export function HistoryFilter({ field: given }: { field: RepositoryField }) {
  const router = useRouter()
  const [isPending, start] = useTransition()
  const [field, setField] = useState(given)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const read = readRepositoryField(field.text)
    setField(read)
    if (read.fault === undefined) start(() => router.push(historyHref(read.repository)))
  }
  return (
    <search>
      <form
        action="/history"
        method="get"
        noValidate
        onSubmit={submit}
        className="flex flex-wrap items-start gap-x-2 gap-y-1"
      >
        <div className="flex w-full max-w-xl items-start gap-2">
          <TextField
            name="repository"
            label="Of one repository"
            isMono
            value={field.text}
            error={field.fault}
            placeholder="ghcr.io/org/app"
            autoComplete="off"
            enterKeyHint="go"
            className="min-w-0 flex-1"
            onChange={(event) => setField({ text: event.target.value })}
          />
          <Button type="submit" isBusy={isPending} className="mt-6 max-sm:h-9">
            Show
          </Button>
        </div>
        {given.text === '' ? null : (
          <LinkButton href={historyHref()} variant="ghost" className="max-sm:-ml-3 sm:mt-6">
            Show all repositories
          </LinkButton>
        )}
      </form>
    </search>
  )
}

'use client'
import { ArrowRight } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { type FormEvent, useId, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { FieldMessage } from '@/components/ui/field-message'
import { inputClass } from '@/components/ui/input-class'
import { registryHref } from '@/lib/contract/links'
import { readRepositoryName } from './read-repository-name'

interface RepositoryNameFormProps {
  registry: string
  initialName?: string
  initialError?: string
  isPrimary?: boolean
}

const exampleNames: Record<string, string> = { 'docker.io': 'openjdk', 'ghcr.io': 'astral-sh/uv' }

/** Without scripts the form goes to `/registry/HOST?name=…`, which that page answers. */
export function RepositoryNameForm({ registry, initialName = '', initialError, isPrimary }: RepositoryNameFormProps) {
  const id = useId()
  const router = useRouter()
  const [name, setName] = useState(initialName)
  const [error, setError] = useState(initialError)
  const [isLeaving, startLeaving] = useTransition()
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    const found = readRepositoryName(registry, name)
    setError(found.error)
    const { href } = found
    if (href) startLeaving(() => router.push(href as Route))
  }
  const change = (value: string) => {
    setName(value)
    setError(undefined)
  }
  return (
    <form action={registryHref(registry)} method="get" onSubmit={onSubmit} className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="font-medium text-sm">
        Open a repository by its name
      </label>
      <div className="flex gap-2">
        <input
          id={id}
          name="name"
          value={name}
          onChange={(event) => change(event.target.value)}
          placeholder={exampleNames[registry] ?? 'team/app'}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          enterKeyHint="go"
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-message` : undefined}
          className={inputClass({ isMono: true, isInvalid: error !== undefined })}
        />
        <Button
          type="submit"
          variant={isPrimary ? 'primary' : 'secondary'}
          isBusy={isLeaving}
          icon={<ArrowRight aria-hidden className="size-3.5" />}
          className="max-sm:h-9"
        >
          Open
        </Button>
      </div>
      <FieldMessage id={`${id}-message`} error={error} />
    </form>
  )
}

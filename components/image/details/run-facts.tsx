import type { ReactNode } from 'react'
import { UntrustedText } from '@/components/reference/untrusted-text'
import type { ImageDetails } from '@/lib/contract/image-config'
import { execForm } from './exec-form'

function NotSet() {
  return <span className="font-sans text-ink-faint">not set</span>
}

function Fact({ name, text, children }: { name: string; text?: string | undefined; children?: ReactNode }) {
  return (
    <>
      <dt className="text-ink-muted text-xs leading-5">{name}</dt>
      <dd className="min-w-0 font-mono text-xs leading-5">
        {children ?? (text ? <UntrustedText text={text} /> : <NotSet />)}
      </dd>
    </>
  )
}

const words = (list: string[] | undefined) => (list && list.length > 0 ? execForm(list) : undefined)

/** What a container of the image starts with. */
export function RunFacts({ details }: { details: ImageDetails }) {
  const { entrypoint, command, user, workingDirectory, stopSignal, ports, volumes, author } = details
  return (
    <dl className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3 gap-y-1">
      <Fact name="Entrypoint" text={words(entrypoint)} />
      <Fact name="Command" text={words(command)} />
      <Fact name="User" text={user} />
      <Fact name="Working directory" text={workingDirectory} />
      {ports.length === 0 ? null : <Fact name="Ports" text={ports.join(', ')} />}
      {volumes.length === 0 ? null : <Fact name="Volumes" text={volumes.join(', ')} />}
      {stopSignal ? <Fact name="Stop signal" text={stopSignal} /> : null}
      {author ? <Fact name="Author" text={author} /> : null}
    </dl>
  )
}

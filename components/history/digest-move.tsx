import { ArrowRight } from 'lucide-react'
import { Digest } from '@/components/reference/digest'
import type { HistoryEntry } from '@/lib/contract/history'
import { imageHref } from '@/lib/contract/links'
import { repositoryOf } from './history-words'

interface SideProps {
  repository: string
  digest: string | null
  of: string
  /** Where there is no digest. */
  absent: string
}

function Side({ repository, digest, of, absent }: SideProps) {
  if (digest === null) return <span className="text-ink-muted text-xs">{absent}</span>
  return <Digest digest={digest} of={of} href={imageHref(`${repository}@${digest}`)} />
}

/** What the tag named before, and what after; of a write that failed, what it would have named. */
export function DigestMove({ entry: { reference, from, to, state } }: { entry: HistoryEntry }) {
  const repository = repositoryOf(reference)
  const isFailed = state === 'failed'
  return (
    <p className="flex min-h-6 min-w-0 flex-wrap items-center gap-x-1.5">
      <span className="sr-only">from </span>
      <Side repository={repository} digest={from} of="what the tag named before" absent="did not exist" />
      <ArrowRight aria-hidden className="size-3.5 shrink-0 text-ink-faint" />
      <span className="sr-only">{isFailed && to !== null ? ' but not to ' : ' to '}</span>
      <span className={isFailed && to !== null ? 'line-through decoration-ink-faint' : undefined}>
        <Side
          repository={repository}
          digest={to}
          of={isFailed ? 'what the tag was to name' : 'what the tag named after it'}
          absent={isFailed ? 'not removed' : 'removed'}
        />
      </span>
    </p>
  )
}

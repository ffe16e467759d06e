import clsx from 'clsx'
import { GitCompareArrows, ListFilter } from 'lucide-react'
import Link from 'next/link'
import { ReferenceLink } from '@/components/reference/reference-link'
import { LinkButton } from '@/components/ui/link-button'
import { RelativeTime } from '@/components/ui/relative-time'
import type { HistoryEntry } from '@/lib/contract/history'
import { compareHref, deleteHref, historyHref } from '@/lib/contract/links'
import { DigestMove } from './digest-move'
import { actionLooks, repositoryOf, shortName, stateLooks } from './history-words'
import { PutBackDialog } from './put-back-dialog'

function Outcome({ entry: { state, time, by } }: { entry: HistoryEntry }) {
  const { icon: Icon, word, className } = stateLooks[state]
  return (
    <p className="flex items-center gap-1.5 whitespace-nowrap text-ink-muted text-xs">
      <span className={clsx('inline-flex items-center gap-1 font-medium', className)}>
        <Icon aria-hidden className={clsx('size-3.5', state === 'started' && 'motion-safe:animate-spin')} />
        {word}
      </span>
      <span aria-hidden>·</span>
      <RelativeTime time={time} className="tabular-nums" />
      {by === 'local' ? null : (
        <span title={by} className="max-w-40 truncate">
          by {by}
        </span>
      )}
    </p>
  )
}

function Actions({ entry }: { entry: HistoryEntry }) {
  const { reference, from, to, state, action, canRestore } = entry
  const repository = repositoryOf(reference)
  const name = shortName(reference)
  const isWritten = state === 'done' || state === 'unknown'
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {from !== null && to !== null && isWritten ? (
        <LinkButton
          href={compareHref({ base: `${repository}@${from}`, target: `${repository}@${to}` })}
          size="sm"
          variant="ghost"
          icon={<GitCompareArrows aria-hidden className="size-3.5" />}
          aria-label={`Compare what ${name} named before and after`}
        >
          Compare
        </LinkButton>
      ) : null}
      {canRestore && from !== null ? <PutBackDialog entry={{ ...entry, from }} /> : null}
      {from === null && isWritten && action !== 'delete' ? (
        <LinkButton href={deleteHref(reference)} size="sm" aria-label={`Delete ${name}…`}>
          Delete…
        </LinkButton>
      ) : null}
    </div>
  )
}

interface HistoryRowProps {
  entry: HistoryEntry
  /** Whether entries of other repositories stand beside it. */
  isMixed: boolean
}

export function HistoryRow({ entry, isMixed }: HistoryRowProps) {
  const { action, state, reference, message } = entry
  const { icon: Icon, word, attempt } = actionLooks[action]
  const sentence = message ?? stateLooks[state].sentence
  const repository = repositoryOf(reference)
  return (
    <li className="flex gap-3 border-t px-4 py-3 first:border-t-0">
      <span className="mt-0.5 inline-flex size-7 shrink-0 items-center justify-center rounded-full bg-surface-sunken text-ink-muted max-sm:hidden">
        <Icon aria-hidden className="size-3.5" />
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-0.5">
          <p className="min-w-0 text-sm">
            <span className="font-medium">{state === 'done' ? word : attempt}</span>{' '}
            <ReferenceLink reference={reference} />
            {isMixed ? (
              <Link
                href={historyHref(repository)}
                title={`Only ${repository}`}
                aria-label={`Only ${repository}`}
                className="-my-1 ml-0.5 inline-flex size-6 items-center justify-center rounded-md align-middle text-ink-faint hover:bg-surface-sunken hover:text-ink"
              >
                <ListFilter aria-hidden className="size-3.5" />
              </Link>
            ) : null}
          </p>
          <Outcome entry={entry} />
        </div>
        <div className="mt-1 flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
          <DigestMove entry={entry} />
          <Actions entry={entry} />
        </div>
        {sentence === undefined ? null : (
          <p className="mt-1 max-w-prose text-ink-muted text-sm [overflow-wrap:anywhere]">{sentence}</p>
        )}
      </div>
    </li>
  )
}

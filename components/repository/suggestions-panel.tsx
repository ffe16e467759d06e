import clsx from 'clsx'
import { CircleCheck, Merge } from 'lucide-react'
import { useState } from 'react'
import { FailureNotice } from '@/components/reference/failure-notice'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import type { SuggestedMerge } from './family-suggestions'
import { MergeAllDialog } from './merge-all-dialog'
import { SuggestionRow } from './suggestion-row'
import type { Suggestions } from './use-suggestions'

interface SuggestionsPanelProps {
  repository: string
  suggestions: Suggestions
  onWritten: (targets: string[]) => void
}

const firstShown = 3
const moreShown = 50
/** In one go: a list that a person can still look through. */
const mostMerged = 100

const count = (merges: readonly SuggestedMerge[], word: string) =>
  merges.length === 0 ? [] : [`${merges.length.toLocaleString('en')} ${word}`]

/** How many of each, the ones with something to do first. */
function countWords({ open, current, unknown, isChecking }: Suggestions): string {
  return [
    ...count(
      open.filter(({ state }) => state === 'missing'),
      'missing',
    ),
    ...count(
      open.filter(({ state }) => state === 'stale'),
      'stale',
    ),
    ...count(current, 'complete'),
    ...count(unknown, isChecking ? 'being checked' : 'not checked'),
  ].join(' · ')
}

interface OpenMergesProps extends Omit<SuggestionsPanelProps, 'onWritten'> {
  onMergeAll: (batch: SuggestedMerge[]) => void
}

function MergeAllButton({ suggestions, onMergeAll }: Omit<OpenMergesProps, 'repository'>) {
  const { open, isChecking } = suggestions
  if (open.length < 2) return null
  return (
    <Button
      size="sm"
      isBusy={isChecking}
      icon={<Merge aria-hidden className="size-3.5" />}
      onClick={() => onMergeAll(open.slice(0, mostMerged))}
    >
      {open.length > mostMerged ? `Merge the newest ${mostMerged}` : `Merge all ${open.length}`}
    </Button>
  )
}

function OpenMerges({ repository, suggestions, onMergeAll }: OpenMergesProps) {
  const { open, isChecking, error, checkAgain } = suggestions
  const [shown, setShown] = useState(firstShown)
  const left = open.length - shown
  const more =
    left <= moreShown ? `Show all ${open.length}` : `Show ${moreShown} more of ${open.length.toLocaleString('en')}`
  return (
    <Panel
      title="Suggested merges"
      isFlush
      className="mb-4"
      actions={
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <p role="status" className="text-ink-muted text-xs tabular-nums">
            {countWords(suggestions)}
          </p>
          <MergeAllButton suggestions={suggestions} onMergeAll={onMergeAll} />
        </div>
      }
    >
      {error ? (
        <div className="border-b p-3">
          <FailureNotice
            error={error}
            title="What the tags hold could not be checked."
            onRetry={checkAgain}
            isRetrying={isChecking}
          />
        </div>
      ) : null}
      <ul aria-label="Merges to make">
        {open.slice(0, shown).map((merge) => (
          <SuggestionRow key={merge.target} repository={repository} merge={merge} isChecking={isChecking} />
        ))}
      </ul>
      {open.length > firstShown ? (
        <div className="border-t px-2 py-1.5">
          <Button variant="ghost" size="sm" onClick={() => setShown(left > 0 ? shown + moreShown : firstShown)}>
            {left > 0 ? more : 'Show fewer'}
          </Button>
        </div>
      ) : null}
    </Panel>
  )
}

/** Per-arch tags whose combined tag is missing, or names other images than they do now. */
export function SuggestionsPanel({ repository, suggestions, onWritten }: SuggestionsPanelProps) {
  const { open, current, unknown, isChecking, error } = suggestions
  const [batch, setBatch] = useState<SuggestedMerge[]>()
  const isEmpty = open.length + current.length + unknown.length === 0
  const hasWork = open.length > 0 || error !== undefined
  return (
    <>
      {isEmpty ? null : hasWork ? (
        <OpenMerges repository={repository} suggestions={suggestions} onMergeAll={setBatch} />
      ) : (
        <p className="mb-4 flex items-center gap-2 text-ink-muted text-sm" role="status">
          <CircleCheck
            aria-hidden
            className={clsx('size-4 shrink-0', isChecking ? 'text-ink-faint' : 'text-success')}
          />
          Merges of per-platform tags: {countWords(suggestions)}
        </p>
      )}
      <MergeAllDialog repository={repository} batch={batch} onClose={() => setBatch(undefined)} onWritten={onWritten} />
    </>
  )
}

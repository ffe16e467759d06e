'use client'
import { type FormEvent, useMemo, useReducer, useRef } from 'react'
import { FailureNotice } from '@/components/reference/failure-notice'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { guessTarget } from '@/lib/compose/guess-target'
import { composeHref } from '@/lib/contract/links'
import { ComposeTray } from './compose-tray'
import { HeatLegend } from './heat-legend'
import { countUnmeasured, MatrixExport } from './matrix-export'
import { matrixRows } from './matrix-rows'
import { ReadingProgress } from './reading-progress'
import { SelectAll } from './select-all'
import { SelectionHint } from './selection-hint'
import { SuggestionsPanel } from './suggestions-panel'
import { TagListSkeleton } from './tag-list-skeleton'
import { emptySelection, reduceSelection } from './tag-selection'
import { TagTable } from './tag-table'
import { TagToolbar } from './tag-toolbar'
import { useAllTags } from './use-all-tags'
import { useFoundTags } from './use-found-tags'
import { useHeat } from './use-heat'
import { usePlatformColumns } from './use-platform-columns'
import { useRepositoryView } from './use-repository-view'
import { useSuggestions } from './use-suggestions'
import { useTagFacts } from './use-tag-facts'
import { useWrittenTags } from './use-written-tags'

export function RepositoryTags({ repository }: { repository: string }) {
  const { tags, isComplete, isCut, error, isFetching, tryAgain } = useAllTags(repository)
  const [view, setView] = useRepositoryView()
  const facts = useTagFacts(repository)
  const { found, progress, readOn } = useFoundTags(tags, view, facts)
  const { platforms, columns } = usePlatformColumns(facts.known)
  const heat = useHeat(view, facts.known)
  const suggestions = useSuggestions(repository, tags, isComplete || isCut)
  const onWritten = useWrittenTags(repository, facts.forget)
  const [{ chosen }, onSelect] = useReducer(reduceSelection, emptySelection)
  const review = useRef<HTMLAnchorElement>(null)

  const chosenSet = useMemo(() => new Set(chosen), [chosen])
  const references = chosen.map((tag) => `${repository}:${tag}`)
  const target = chosen.length === 0 ? undefined : guessTarget(references)
  const href = composeHref({ target, sources: references.map((reference) => ({ reference })) })
  const isFiltered = view.q.trim() !== '' || progress !== undefined

  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    review.current?.click()
  }

  if (tags.length === 0 && error === undefined && !isCut) return isComplete ? <NoTags /> : <TagListSkeleton />
  return (
    <div>
      <SuggestionsPanel repository={repository} suggestions={suggestions} onWritten={onWritten} />
      <TagToolbar
        view={view}
        onView={setView}
        found={found.length}
        loaded={tags.length}
        isComplete={isComplete || isCut || error !== undefined}
        platforms={platforms}
        progress={
          progress ? (
            <ReadingProgress
              {...progress}
              isReading={facts.isReadingAll}
              onStop={facts.stopReadingAll}
              onGoOn={readOn}
            />
          ) : null
        }
        matrixActions={
          heat ? (
            <MatrixExport
              picture={() => ({ repository, platforms, rows: matrixRows(found, platforms, facts.known), ...heat })}
              unread={countUnmeasured(found, facts.known)}
              total={found.length}
              isReading={facts.isReadingAll}
              onReadAll={() => facts.readAll(found, 'matrix')}
              onStop={facts.stopReadingAll}
            />
          ) : null
        }
      />
      {error ? (
        <div className="mb-3">
          <FailureNotice
            error={error}
            title={tags.length > 0 ? 'The list is not complete.' : undefined}
            onRetry={tryAgain}
            isRetrying={isFetching}
          />
        </div>
      ) : null}
      {isCut ? (
        <Notice tone="warning" title="The list is not complete." className="mb-3">
          The registry leads on, but is followed no further. Open any other tag by its name.
        </Notice>
      ) : null}
      <form action="/compose" method="get" onSubmit={onSubmit}>
        <div className="overflow-clip rounded-lg border bg-surface-raised shadow-raised">
          <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b px-4 py-1.5">
            <SelectAll found={found} chosen={chosenSet} isFiltered={isFiltered} onSelect={onSelect} />
            {heat ? <HeatLegend by={view.by} scale={heat.scale} /> : <SelectionHint />}
          </div>
          {found.length > 0 ? (
            <TagTable
              repository={repository}
              tags={found}
              chosen={chosenSet}
              facts={facts}
              columns={columns}
              heat={heat}
              onSelect={onSelect}
            />
          ) : (
            <NothingFound
              query={view.q.trim()}
              isEmpty={tags.length === 0}
              isChecking={progress !== undefined && progress.checked < progress.total && facts.isReadingAll}
              onShowAll={isFiltered ? () => setView({ q: '', has: [], lacks: [] }) : undefined}
            />
          )}
        </div>
        <ComposeTray
          repository={repository}
          chosen={chosen}
          known={facts.known}
          target={target}
          href={href}
          onSelect={onSelect}
          review={review}
        />
        <noscript>
          <button type="submit" className="mt-4 h-8 rounded-md border border-line-strong px-3">
            Review the chosen tags
          </button>
        </noscript>
      </form>
    </div>
  )
}

interface NothingFoundProps {
  query: string
  isEmpty: boolean
  isChecking: boolean
  onShowAll?: () => void
}

function NothingFound({ query, isEmpty, isChecking, onShowAll }: NothingFoundProps) {
  const words = () => {
    if (isEmpty) return 'No tag could be read'
    if (isChecking) return 'None yet; the platforms of all tags are being read'
    return query === '' ? 'No tag fits these filters' : `No tag has “${query}” in its name`
  }
  return (
    <EmptyState title={words()} action={onShowAll ? <Button onClick={onShowAll}>Show all tags</Button> : undefined} />
  )
}

function NoTags() {
  return (
    <EmptyState title="No tags yet">
      The registry knows this repository and says that it has no tags. Push an image to it, then reload this page.
    </EmptyState>
  )
}

'use client'
import { parseAsString, useQueryState } from 'nuqs'
import { type FormEvent, useMemo, useReducer, useRef } from 'react'
import { FailureNotice } from '@/components/reference/failure-notice'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { guessTarget } from '@/lib/compose/guess-target'
import { composeHref } from '@/lib/contract/links'
import { ComposeTray } from './compose-tray'
import { filterTags } from './filter-tags'
import { SelectAll } from './select-all'
import { SelectionHint } from './selection-hint'
import { TagFilter } from './tag-filter'
import { TagListSkeleton } from './tag-list-skeleton'
import { TagRows } from './tag-rows'
import { emptySelection, reduceSelection } from './tag-selection'
import { useAllTags } from './use-all-tags'

const queryParser = parseAsString.withDefault('').withOptions({ history: 'replace', clearOnDefault: true })

export function RepositoryTags({ repository }: { repository: string }) {
  const { tags, isComplete, error, isFetching, tryAgain } = useAllTags(repository)
  const [query, setQuery] = useQueryState('q', queryParser)
  const [{ chosen }, onSelect] = useReducer(reduceSelection, emptySelection)
  const review = useRef<HTMLAnchorElement>(null)

  const found = useMemo(() => filterTags(tags, query), [tags, query])
  const chosenSet = useMemo(() => new Set(chosen), [chosen])
  const references = chosen.map((tag) => `${repository}:${tag}`)
  const target = chosen.length === 0 ? undefined : guessTarget(references)
  const href = composeHref({ target, sources: references.map((reference) => ({ reference })) })
  const isFiltered = query.trim() !== ''

  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    review.current?.click()
  }

  if (tags.length === 0 && error === undefined) return isComplete ? <NoTags /> : <TagListSkeleton />
  return (
    <div>
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <TagFilter
          query={query}
          onQuery={setQuery}
          found={found.length}
          loaded={tags.length}
          isComplete={isComplete || error !== undefined}
        />
      </div>
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
      <form action="/compose" method="get" onSubmit={onSubmit}>
        <div className="rounded-lg border bg-surface-raised shadow-raised">
          <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b px-4 py-1.5">
            <SelectAll found={found} chosen={chosenSet} isFiltered={isFiltered} onSelect={onSelect} />
            <SelectionHint />
          </div>
          {found.length > 0 ? (
            <TagRows repository={repository} tags={found} chosen={chosenSet} onSelect={onSelect} />
          ) : (
            <EmptyState
              title={tags.length === 0 ? 'No tag could be read' : `No tag has “${query.trim()}” in its name`}
              action={isFiltered ? <Button onClick={() => setQuery('')}>Show all tags</Button> : undefined}
            />
          )}
        </div>
        <ComposeTray chosen={chosen} target={target} href={href} onSelect={onSelect} review={review} />
        <noscript>
          <button type="submit" className="mt-4 h-8 rounded-md border border-line-strong px-3">
            Review the chosen tags
          </button>
        </noscript>
      </form>
    </div>
  )
}

function NoTags() {
  return (
    <EmptyState title="No tags yet">
      The registry knows this repository and says that it has no tags. Push an image to it, then reload this page.
    </EmptyState>
  )
}

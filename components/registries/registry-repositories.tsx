'use client'
import { parseAsString, useQueryState } from 'nuqs'
import { useMemo } from 'react'
import { FailureNotice } from '@/components/reference/failure-notice'
import { hasWords } from '@/components/reference/has-words'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { NothingFound } from './nothing-found'
import { RememberRegistry } from './remember-registry'
import { RepositoryFilter } from './repository-filter'
import { RepositoryNameForm } from './repository-name-form'
import { RepositoryRows } from './repository-rows'
import { useAllRepositories } from './use-all-repositories'
import { VisitedList } from './visited-list'

const queryParser = parseAsString.withDefault('').withOptions({ history: 'replace', clearOnDefault: true })

interface RegistryRepositoriesProps {
  registry: string
  name?: string
  nameError?: string
}

export function RegistryRepositories({ registry, name, nameError }: RegistryRepositoriesProps) {
  const { repositories, isComplete, isCut, error, isFetching, tryAgain } = useAllRepositories(registry)
  const [query, setQuery] = useQueryState('q', queryParser)
  const words = query.trim()
  const found = useMemo(() => repositories.filter((repository) => hasWords(repository, words)), [repositories, words])
  const isEmpty = (isComplete || isCut) && repositories.length === 0
  return (
    <div className="grid items-start gap-x-6 gap-y-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <RememberRegistry registry={registry} hasCatalog />
      <div className="flex min-w-0 flex-col gap-3">
        {isEmpty ? null : (
          <RepositoryFilter
            query={query}
            onQuery={setQuery}
            found={found.length}
            loaded={repositories.length}
            isComplete={isComplete || isCut || error !== undefined}
          />
        )}
        {error ? (
          <FailureNotice error={error} title="The list is not complete." onRetry={tryAgain} isRetrying={isFetching} />
        ) : null}
        {isCut ? (
          <Notice tone="warning" title="The list is not complete.">
            The registry leads on, but is followed no further. Open any other repository by its name.
          </Notice>
        ) : null}
        {found.length > 0 ? (
          <RepositoryRows registry={registry} repositories={found} />
        ) : (
          <NothingFound
            registry={registry}
            query={words}
            isEmpty={isEmpty}
            isReading={!isComplete && !isCut && error === undefined}
            onShowAll={() => setQuery('')}
          />
        )}
        {isComplete ? null : (
          <noscript>
            <p className="text-ink-muted text-sm">
              The registry has more repositories. Without scripts they cannot follow here; open the one you look for by
              its name.
            </p>
          </noscript>
        )}
      </div>
      <aside className="flex min-w-0 flex-col gap-4 lg:sticky lg:top-16">
        <Panel>
          <RepositoryNameForm registry={registry} initialName={name} initialError={nameError} />
        </Panel>
        <VisitedList registry={registry} />
      </aside>
    </div>
  )
}

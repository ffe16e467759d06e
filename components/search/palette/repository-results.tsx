import { ListFilter, Tags } from 'lucide-react'
import { hasWords } from '@/components/reference/has-words'
import { registryHref, repositoryHref } from '@/lib/contract/links'
import { PaletteGroup } from './palette-group'
import { PaletteItem } from './palette-item'
import { useFirstRepositories } from './use-first-repositories'

interface RepositoryResultsProps {
  registry: string
  query: string
  go: (href: string) => void
}

const mostShown = 6

export function RepositoryResults({ registry, query, go }: RepositoryResultsProps) {
  const { names } = useFirstRepositories(registry)
  const found = names.filter((name) => hasWords(`${registry}/${name}`, query))
  if (found.length === 0) return null
  return (
    <PaletteGroup heading={`Repositories of ${registry}`}>
      {found.slice(0, mostShown).map((repository) => (
        <PaletteItem
          key={repository}
          value={`repository:${registry}/${repository}`}
          icon={Tags}
          object={repository}
          onSelect={() => go(repositoryHref({ registry, repository }))}
        />
      ))}
    </PaletteGroup>
  )
}

/** Leads to the search of the whole registry where more may be found than is listed here. */
export function WholeSearch({ registry, query, go }: RepositoryResultsProps) {
  const { names, hasMore } = useFirstRepositories(registry)
  const found = names.filter((name) => hasWords(`${registry}/${name}`, query))
  if (!hasMore && found.length <= mostShown) return null
  return (
    <PaletteItem
      value={`search:${registry}`}
      icon={ListFilter}
      title={`Search for “${query}” in all of`}
      object={registry}
      onSelect={() => go(`${registryHref(registry)}?q=${encodeURIComponent(query)}`)}
    />
  )
}

'use client'
import Link from 'next/link'
import { useVisitedRepositories } from '@/components/reference/visited-places'
import { Panel } from '@/components/ui/panel'
import { repositoryHref } from '@/lib/contract/links'
import { RepositoryName } from './repository-name'

const mostShown = 12

export function VisitedList({ registry }: { registry: string }) {
  const visited = useVisitedRepositories().filter((place) => place.registry === registry)
  return (
    <Panel title="Visited before" isFlush={visited.length > 0}>
      {visited.length === 0 ? (
        <p className="text-ink-muted text-sm">
          Repositories of {registry} that you open are listed here. Only this browser remembers them.
        </p>
      ) : (
        <ul className="p-1.5">
          {visited.slice(0, mostShown).map(({ repository }) => (
            <li key={repository}>
              <Link
                href={repositoryHref({ registry, repository })}
                prefetch={false}
                aria-label={repository}
                className="group flex min-h-8 items-center rounded-md px-2.5 py-1 hover:bg-surface-sunken"
              >
                <RepositoryName repository={repository} />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

import { ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { useRef } from 'react'
import { repositoryHref } from '@/lib/contract/links'
import { RepositoryName } from './repository-name'
import { rowHeightPx, useRepositoryRows } from './use-repository-rows'

interface RepositoryRowsProps {
  registry: string
  repositories: readonly string[]
}

export function RepositoryRows({ registry, repositories }: RepositoryRowsProps) {
  const list = useRef<HTMLUListElement>(null)
  const rows = useRepositoryRows(list, repositories.length)
  return (
    <ul
      ref={list}
      aria-label="Repositories"
      className="relative overflow-clip rounded-lg border bg-surface-raised shadow-raised"
      style={{ minHeight: repositories.length * rowHeightPx }}
    >
      {rows.map(({ index, topPx }) => {
        const repository = repositories[index] ?? ''
        return (
          <li
            key={repository}
            aria-setsize={repositories.length}
            aria-posinset={index + 1}
            style={topPx === undefined ? undefined : { position: 'absolute', top: topPx, insetInline: 0 }}
            className="h-10 border-b last:border-b-0"
          >
            <Link
              href={repositoryHref({ registry, repository })}
              prefetch={false}
              aria-label={repository}
              className="group flex h-full scroll-mt-24 items-center justify-between gap-3 px-4 -outline-offset-2 transition-colors hover:bg-surface-sunken"
            >
              <RepositoryName repository={repository} />
              <ChevronRight aria-hidden className="size-4 shrink-0 text-ink-faint" />
            </Link>
          </li>
        )
      })}
    </ul>
  )
}

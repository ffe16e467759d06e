import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { followPages } from '@/lib/contract/follow-pages'
import { repositoriesQuery, repositoryPages } from '@/lib/contract/queries'
import { sortRepositories } from './sort-repositories'

export interface AllRepositories {
  /** All names that have arrived, in natural order. */
  repositories: string[]
  isComplete: boolean
  /** The registry leads on, but is followed no further. */
  isCut: boolean
  error?: Error
  isFetching: boolean
  tryAgain: () => void
}

/** Follows the pages of the catalog to its end, so that the search covers the whole registry. */
export function useAllRepositories(registry: string): AllRepositories {
  const { data, error, hasNextPage, isFetching, fetchNextPage, refetch } = useInfiniteQuery(repositoriesQuery(registry))
  const canGoOn = hasNextPage && !isFetching && error === null

  // a page may come so quickly that nothing but their number tells of it
  const pageCount = data?.pages.length ?? 0
  useEffect(() => {
    if (canGoOn && pageCount > 0) void fetchNextPage({ cancelRefetch: false })
  }, [canGoOn, pageCount, fetchNextPage])

  const pages = data?.pages
  const repositories = useMemo(() => sortRepositories((pages ?? []).flatMap((page) => page.repositories)), [pages])
  const isCut = data !== undefined && followPages(repositoryPages(data.pages), data.pageParams).isCut
  return {
    repositories,
    isComplete: pages !== undefined && !hasNextPage && error === null && !isCut,
    isCut,
    ...(error ? { error } : {}),
    isFetching,
    tryAgain: () => void (pages === undefined ? refetch() : fetchNextPage()),
  }
}

import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { followPages } from '@/lib/contract/follow-pages'
import { tagPages, tagsQuery } from '@/lib/contract/queries'
import { sortTags } from '@/lib/oci/compare-tags'

export interface AllTags {
  /** All names that have arrived, newest-looking first. */
  tags: string[]
  isComplete: boolean
  /** The registry leads on, but is followed no further. */
  isCut: boolean
  error?: Error
  isFetching: boolean
  tryAgain: () => void
}

/** Follows the pages of the tag list to its end, so that search and selection cover the whole repository. */
export function useAllTags(repository: string): AllTags {
  const { data, error, hasNextPage, isFetching, fetchNextPage, refetch } = useInfiniteQuery(tagsQuery(repository))
  const canGoOn = hasNextPage && !isFetching && error === null

  // a page may come so quickly that nothing but their number tells of it
  const pageCount = data?.pages.length ?? 0
  useEffect(() => {
    if (canGoOn && pageCount > 0) void fetchNextPage({ cancelRefetch: false })
  }, [canGoOn, pageCount, fetchNextPage])

  const pages = data?.pages
  const tags = useMemo(() => sortTags([...new Set(pages?.flatMap((page) => page.tags))]), [pages])
  const isCut = data !== undefined && followPages(tagPages(data.pages), data.pageParams).isCut
  return {
    tags,
    isComplete: pages !== undefined && !hasNextPage && error === null && !isCut,
    isCut,
    ...(error ? { error } : {}),
    isFetching,
    tryAgain: () => void (pages === undefined ? refetch() : fetchNextPage()),
  }
}

'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { repositoriesQuery } from '@/lib/contract/queries'

interface FirstRepositories {
  /** In natural order. */
  names: string[]
  hasMore: boolean
}

const collator = new Intl.Collator('en', { numeric: true })

/** What is known of a registry's catalog, at least its first page; the registry's own page reads all of it. */
export function useFirstRepositories(registry: string): FirstRepositories {
  const { data } = useInfiniteQuery({ ...repositoriesQuery(registry), retry: false, retryOnMount: false })
  return useMemo(() => {
    const names = new Set(data?.pages.flatMap((page) => page.repositories))
    return { names: [...names].sort(collator.compare), hasMore: data?.pages.at(-1)?.next !== undefined }
  }, [data])
}

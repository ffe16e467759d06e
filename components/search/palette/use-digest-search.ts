'use client'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { tagsQuery } from '@/lib/contract/queries'
import { sortTags } from '@/lib/oci/compare-tags'
import { type DigestSearch, findDigest } from './find-digest'

export interface DigestSearchState {
  search?: DigestSearch
  error?: Error
  /** Looks on where the search waits, and again where it failed. */
  goOn: () => void
}

/** The tags that the page has read already; undefined unless they are all there. */
function knownTags(client: QueryClient, repository: string): string[] | undefined {
  const pages = client.getQueryData(tagsQuery(repository).queryKey)?.pages
  if (pages === undefined || pages.at(-1)?.next !== undefined) return undefined
  return sortTags([...new Set(pages.flatMap((page) => page.tags))])
}

/** Searches while both are given; asking for something else, or leaving, stops the requests. */
export function useDigestSearch(repository: string | undefined, digest: string | undefined): DigestSearchState {
  const client = useQueryClient()
  const [found, setFound] = useState<Omit<DigestSearchState, 'goOn'>>({})
  const [attempt, setAttempt] = useState(0)
  const resume = useRef<() => void>(undefined)

  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt starts anew
  useEffect(() => {
    if (repository === undefined || digest === undefined) return
    const leaving = new AbortController()
    const { signal } = leaving
    const question = { repository, digest, tags: knownTags(client, repository), signal }
    const run = async () => {
      for await (const search of findDigest(question)) {
        if (signal.aborted) return
        setFound({ search })
        if (search.state !== 'waiting') continue
        await new Promise<void>((resolve) => {
          resume.current = resolve
        })
      }
    }
    run().catch((error: Error) => {
      if (!signal.aborted) setFound(({ search }) => ({ search, error }))
    })
    return () => {
      leaving.abort()
      resume.current?.()
      setFound({})
    }
  }, [client, repository, digest, attempt])

  const goOn = () => (found.error ? setAttempt(attempt + 1) : resume.current?.())
  return { ...found, goOn }
}

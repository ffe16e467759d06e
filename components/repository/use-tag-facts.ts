import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { streamApi } from '@/lib/contract/call-api'
import { tagFactsKey } from '@/lib/contract/queries'
import { listTagPlatformsEndpoint, type TagDetail } from '@/lib/contract/tags'
import type { KnownTags } from './known-tag'
import { TagFactsReader, type TagFactsStream } from './tag-facts-reader'

const streamFromApi: TagFactsStream = (request, signal) => streamApi(listTagPlatformsEndpoint, request, signal)
const none: KnownTags = new Map()

export interface TagFactsSource {
  known: KnownTags
  isReadingAll: boolean
  look: (tags: readonly string[], detail: TagDetail) => void
  readAll: (tags: readonly string[], detail: TagDetail) => void
  stopReadingAll: () => void
  retry: (tag: string) => void
  forget: (tags: readonly string[]) => void
}

/** What is known of the repository’s tags; kept for whoever comes back, fresh for a minute. Leaving ends what is under way. */
export function useTagFacts(repository: string, stream: TagFactsStream = streamFromApi): TagFactsSource {
  const client = useQueryClient()
  const [isReadingAll, setReadingAll] = useState(false)
  const key = tagFactsKey(repository)
  const { data: known = none } = useQuery<KnownTags>({ queryKey: key, queryFn: skipToken })

  const [reader] = useState(
    () =>
      new TagFactsReader({
        repository,
        stream,
        known: () => client.getQueryData<KnownTags>(key) ?? none,
        learn: (changes) => client.setQueryData<KnownTags>(key, (before = none) => new Map([...before, ...changes])),
        onReadAll: setReadingAll,
      }),
  )
  useEffect(() => () => reader.close(), [reader])

  const actions = useMemo(
    () => ({
      look: reader.look.bind(reader),
      readAll: reader.readAll.bind(reader),
      stopReadingAll: reader.stopReadingAll.bind(reader),
      retry: reader.retry.bind(reader),
      forget: reader.forget.bind(reader),
    }),
    [reader],
  )
  return useMemo(() => ({ known, isReadingAll, ...actions }), [known, isReadingAll, actions])
}

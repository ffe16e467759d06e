/** Keys, fetchers and freshness of everything the pages read; a page prefetches with the same options. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { callApi } from './call-api'
import { type ComposeInput, planComposeEndpoint } from './compose'
import { ApiFailure } from './error'
import { getImageEndpoint } from './image'
import { listTagsEndpoint } from './tags'

const minuteMs = 60_000

/** What a digest names never changes; what a tag names may. */
const freshnessMs = (reference: string) => (reference.includes('@') ? Number.POSITIVE_INFINITY : minuteMs)

export const retryWhenUseful = (failures: number, error: Error) =>
  failures < 1 && error instanceof ApiFailure && error.retryable

export function imageQuery(reference: string, detail: 'index' | 'full' = 'full') {
  return queryOptions({
    queryKey: ['image', reference, detail] as const,
    queryFn: ({ signal }) => callApi(getImageEndpoint, { ref: reference, detail }, signal),
    staleTime: freshnessMs(reference),
    retry: retryWhenUseful,
  })
}

/** Pages follow `next`, which the server took from the registry’s Link header. */
export function tagsQuery(repository: string) {
  return infiniteQueryOptions({
    queryKey: ['tags', repository] as const,
    queryFn: ({ signal, pageParam }) => callApi(listTagsEndpoint, { repository, n: 1000, last: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    staleTime: minuteMs,
    retry: retryWhenUseful,
  })
}

/** A plan shows the present: it is made anew whenever the form is opened or changed. */
export function planQuery(input: ComposeInput) {
  return queryOptions({
    queryKey: ['plan', input] as const,
    queryFn: ({ signal }) => callApi(planComposeEndpoint, input, signal),
    staleTime: 0,
    gcTime: minuteMs,
    retry: false,
  })
}

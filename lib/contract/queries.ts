/** Keys, fetchers and freshness of everything the pages read; a page prefetches with the same options. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { callApi } from './call-api'
import { compareImagesEndpoint } from './compare'
import { type ComposeInput, planComposeEndpoint } from './compose'
import { planDeleteEndpoint } from './delete'
import { ApiFailure } from './error'
import { followPages } from './follow-pages'
import { listHistoryEndpoint } from './history'
import { getImageEndpoint } from './image'
import { getImageConfigEndpoint, listReferrersEndpoint } from './image-config'
import { checkRegistryEndpoint, listRegistriesEndpoint } from './registries'
import { planSplitEndpoint, type SplitInput } from './split'
import {
  listRepositoriesEndpoint,
  listSuggestionsEndpoint,
  listTagsEndpoint,
  type RepositoryPage,
  type TagPage,
} from './tags'

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

/** `reference` names one platform’s manifest by its digest; anything else needs the `platform` that is meant. */
export function imageConfigQuery(reference: string, platform?: string) {
  return queryOptions({
    queryKey: ['image-config', reference, platform] as const,
    queryFn: ({ signal }) => callApi(getImageConfigEndpoint, { ref: reference, platform }, signal),
    staleTime: freshnessMs(reference),
    retry: retryWhenUseful,
  })
}

/** Something can be attached to a digest at any time. */
export function referrersQuery(reference: string) {
  return queryOptions({
    queryKey: ['referrers', reference] as const,
    queryFn: ({ signal }) => callApi(listReferrersEndpoint, { ref: reference }, signal),
    staleTime: minuteMs,
    retry: retryWhenUseful,
  })
}

export function compareQuery(base: string, target: string) {
  return queryOptions({
    queryKey: ['compare', base, target] as const,
    queryFn: ({ signal }) => callApi(compareImagesEndpoint, { base, target }, signal),
    staleTime: Math.min(freshnessMs(base), freshnessMs(target)),
    retry: retryWhenUseful,
  })
}

/** As followPages wants them. */
export const tagPages = (pages: readonly TagPage[]) => pages.map(({ tags, next }) => ({ names: tags, next }))
export const repositoryPages = (pages: readonly RepositoryPage[]) =>
  pages.map(({ repositories, next }) => ({ names: repositories, next }))

/** Pages follow `next`, which the server took from the registry’s Link header. */
export function tagsQuery(repository: string) {
  return infiniteQueryOptions({
    queryKey: ['tags', repository] as const,
    queryFn: ({ signal, pageParam }) => callApi(listTagsEndpoint, { repository, last: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (_page, pages, _last, asked) => followPages(tagPages(pages), asked).next,
    staleTime: minuteMs,
    retry: retryWhenUseful,
  })
}

/** How many repositories the first page holds, which the server writes into the HTML, and how many each further one. */
export const repositoriesPerPage = { first: 200, further: 1000 }

/** Pages follow `next`, as those of the tags do. */
export function repositoriesQuery(registry: string) {
  return infiniteQueryOptions({
    queryKey: ['repositories', registry] as const,
    queryFn: ({ signal, pageParam }) => {
      const n = pageParam === undefined ? repositoriesPerPage.first : repositoriesPerPage.further
      return callApi(listRepositoriesEndpoint, { registry, n, last: pageParam }, signal)
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (_page, pages, _last, asked) => followPages(repositoryPages(pages), asked).next,
    staleTime: minuteMs,
    retry: retryWhenUseful,
  })
}

/** What has been learned of a repository’s tags, one by one: nothing fetches it as a whole, and writing a tag makes it old. */
export const tagFactsKey = (repository: string) => ['tag-facts', repository] as const

export function suggestionsQuery(repository: string) {
  return queryOptions({
    queryKey: ['suggestions', repository] as const,
    queryFn: ({ signal }) => callApi(listSuggestionsEndpoint, { repository }, signal),
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

export function splitPlanQuery(input: SplitInput) {
  return queryOptions({
    queryKey: ['split-plan', input] as const,
    queryFn: ({ signal }) => callApi(planSplitEndpoint, input, signal),
    staleTime: 0,
    gcTime: minuteMs,
    retry: false,
  })
}

/** `reference` is a tag. */
export function deletePlanQuery(reference: string) {
  return queryOptions({
    queryKey: ['delete-plan', reference] as const,
    queryFn: ({ signal }) => callApi(planDeleteEndpoint, { reference }, signal),
    staleTime: 0,
    gcTime: minuteMs,
    retry: false,
  })
}

/** Of all repositories where none is named; pages go back in time. */
export function historyQuery(repository: string | undefined) {
  return infiniteQueryOptions({
    queryKey: ['history', repository ?? ''] as const,
    queryFn: ({ signal, pageParam }) => callApi(listHistoryEndpoint, { repository, before: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    staleTime: 10_000,
    retry: retryWhenUseful,
  })
}

/** Who is signed in, and what registries have let slip; no registry is asked. */
export function registriesQuery() {
  return queryOptions({
    queryKey: ['registries'] as const,
    queryFn: ({ signal }) => callApi(listRegistriesEndpoint, {}, signal),
    staleTime: minuteMs,
    retry: retryWhenUseful,
  })
}

/** Asks the registry itself, once a minute at the most unless somebody presses a button. */
export function registryCheckQuery(registry: string) {
  return queryOptions({
    queryKey: ['registry-check', registry] as const,
    queryFn: ({ signal }) => callApi(checkRegistryEndpoint, { registry }, signal),
    staleTime: minuteMs,
    retry: false,
  })
}

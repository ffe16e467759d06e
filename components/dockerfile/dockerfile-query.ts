import { keepPreviousData, queryOptions, skipToken } from '@tanstack/react-query'
import { callApi } from '@/lib/contract/call-api'
import { checkDockerfileEndpoint, type DockerfileInput } from '@/lib/contract/dockerfile'
import { retryWhenUseful } from '@/lib/contract/queries'

const minuteMs = 60_000

/** Nothing is asked without an input. The answer to the last one stays until the next is there. */
export function dockerfileQuery(input: DockerfileInput | undefined) {
  return queryOptions({
    queryKey: ['dockerfile', input] as const,
    queryFn: input ? ({ signal }) => callApi(checkDockerfileEndpoint, input, signal) : skipToken,
    staleTime: minuteMs,
    gcTime: minuteMs,
    retry: retryWhenUseful,
    placeholderData: keepPreviousData,
  })
}

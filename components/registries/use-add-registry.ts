import { useMutation, useQueryClient } from '@tanstack/react-query'
import { rememberRegistry } from '@/components/reference/visited-places'
import { registryCheckQuery } from '@/lib/contract/queries'
import { checkWords, faultWords } from './answer-words'
import { readRegistryInput } from './read-registry-input'

export interface AddOutcome {
  /** Why it was not added. */
  fault?: string
  news?: string
}

/** Asks a registry, and remembers it in this browser when it answers. */
export function useAddRegistry(listed: readonly string[]) {
  const client = useQueryClient()
  const check = useMutation({
    mutationFn: async (text: string): Promise<AddOutcome> => {
      const { registry, fault } = readRegistryInput(text)
      if (registry === undefined) return { fault }
      const answer = await client.query({ ...registryCheckQuery(registry), staleTime: 0 })
      if (!answer.isReachable) return { fault: checkWords(answer).detail ?? `${registry} cannot be reached.` }
      rememberRegistry(registry)
      return {
        news: `${registry} answers; ${listed.includes(registry) ? 'it was listed already' : 'it is listed now'}.`,
      }
    },
  })
  const outcome: AddOutcome | undefined = check.error ? { fault: faultWords(check.error).detail } : check.data
  return {
    outcome,
    isChecking: check.isPending,
    /** Whether it is in the list now. */
    add: async (text: string) => (await check.mutateAsync(text).catch(() => undefined))?.news !== undefined,
    reset: check.reset,
  }
}

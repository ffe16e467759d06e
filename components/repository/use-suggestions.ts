import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { groupFamilies } from '@/lib/compose/families'
import { suggestionsQuery } from '@/lib/contract/queries'
import { type SortedMerges, sortMerges, suggestMerges } from './family-suggestions'

export interface Suggestions extends SortedMerges {
  isChecking: boolean
  error?: Error
  checkAgain: () => void
}

const noTags: string[] = []

/** Names alone group at once, when all of them are there; what the tags hold now is asked of the server. */
export function useSuggestions(repository: string, allTags: readonly string[], isComplete: boolean): Suggestions {
  const tags = isComplete ? allTags : noTags
  const families = useMemo(() => groupFamilies(tags), [tags])
  const { data, error, isFetching, refetch } = useQuery({
    ...suggestionsQuery(repository),
    enabled: families.length > 0,
  })
  const merges = useMemo(() => sortMerges(suggestMerges(families, new Set(tags), data)), [families, tags, data])
  return {
    ...merges,
    isChecking: isFetching || (data === undefined && error === null),
    ...(error ? { error } : {}),
    checkAgain: () => void refetch(),
  }
}

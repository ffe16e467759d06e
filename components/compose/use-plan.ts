import { hashKey, keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ComposeInput, Plan } from '@/lib/contract/compose'
import { planQuery } from '@/lib/contract/queries'
import { useDebounced } from './use-debounced'

const typingPauseMs = 350
/** The plan that came with the page is not asked for a second time while the page starts. */
const startFreshMs = 10_000

const nothing: ComposeInput = { target: '', sources: [], keep: false, format: 'auto', annotations: {}, tags: [] }

const isSame = (left: ComposeInput, right: ComposeInput | undefined) => hashKey([left]) === hashKey([right])

export interface PlanState {
  /** While `isPlanning`, the plan of the form as it was before. */
  plan?: Plan
  isPlanning: boolean
  error?: Error
  planAgain: () => void
}

/** The plan for the form as it stands; nothing is asked while `input` is undefined. */
export function usePlan(input: ComposeInput | undefined): PlanState {
  const settled = useDebounced(input, typingPauseMs)
  const { data, error, isFetching, isPlaceholderData, refetch } = useQuery({
    ...planQuery(settled ?? nothing),
    enabled: settled !== undefined,
    placeholderData: keepPreviousData,
    staleTime: startFreshMs,
  })
  const isPlanning = input !== undefined && (!isSame(input, settled) || isFetching || isPlaceholderData)
  return {
    ...(input !== undefined && data !== undefined && !(error && !isPlanning) ? { plan: data } : {}),
    isPlanning,
    ...(error && !isPlanning ? { error } : {}),
    planAgain: () => void refetch(),
  }
}

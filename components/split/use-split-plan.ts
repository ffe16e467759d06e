import { hashKey, keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { splitPlanQuery } from '@/lib/contract/queries'
import type { SplitInput, SplitPlan } from '@/lib/contract/split'

const typingPauseMs = 350
/** The plan that came with the page is not asked for a second time while the page starts. */
const startFreshMs = 10_000

export interface SplitPlanState {
  /** While `isPlanning`, the plan of the form as it was before. */
  plan?: SplitPlan
  isPlanning: boolean
  error?: Error
  planAgain: () => void
}

/** The input once it has stopped changing for a while; the first one at once. */
function useSettled(input: SplitInput): SplitInput {
  const key = hashKey([input])
  const [settled, setSettled] = useState({ key, input })
  useEffect(() => {
    const timer = setTimeout(() => setSettled({ key, input: JSON.parse(key)[0] }), typingPauseMs)
    return () => clearTimeout(timer)
  }, [key])
  return settled.input
}

/** The plan for the form as it stands. */
export function useSplitPlan(input: SplitInput): SplitPlanState {
  const settled = useSettled(input)
  const { data, error, isFetching, isPlaceholderData, refetch } = useQuery({
    ...splitPlanQuery(settled),
    placeholderData: keepPreviousData,
    staleTime: startFreshMs,
  })
  const isPlanning = hashKey([input]) !== hashKey([settled]) || isFetching || isPlaceholderData
  const isFailed = error !== null && !isPlanning
  return {
    ...(data === undefined || isFailed ? {} : { plan: data }),
    isPlanning,
    ...(isFailed ? { error } : {}),
    planAgain: () => void refetch(),
  }
}

import { useState } from 'react'
import type { SplitPlan } from '@/lib/contract/split'

export interface Overwriting {
  isAccepted: (tag: string) => boolean
  accept: (tag: string, isAccepted: boolean) => void
  /** Tags that would be written over and are not accepted yet. */
  open: number
}

/** What was accepted is that this digest replaces that one: another one is to be accepted anew. */
export function useOverwriting(plan: SplitPlan | undefined): Overwriting {
  const [accepted, setAccepted] = useState<ReadonlySet<string>>(new Set())
  const keyOf = (name: string) => {
    const planned = plan?.tags.find(({ tag }) => tag === name)
    return [plan?.reference, name, planned?.current, planned?.digest].join(' ')
  }
  const isAccepted = (tag: string) => accepted.has(keyOf(tag))
  const accept = (tag: string, isNow: boolean) => {
    const others = [...accepted].filter((key) => key !== keyOf(tag))
    setAccepted(new Set(isNow ? [...others, keyOf(tag)] : others))
  }
  const changed = plan?.tags.filter(({ change }) => change === 'changed') ?? []
  return { isAccepted, accept, open: changed.filter(({ tag }) => !isAccepted(tag)).length }
}

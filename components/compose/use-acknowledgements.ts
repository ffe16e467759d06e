import { useState } from 'react'
import type { Problem } from '@/lib/compose/problem'
import type { Plan } from '@/lib/contract/compose'

export interface Acknowledgements {
  isGiven: (problem: Problem) => boolean
  give: (problem: Problem, isGiven: boolean) => void
  /** Warnings that are still to be read. */
  unread: number
}

/** What was read is this sentence about this index: another one, or another index, is to be read anew. */
function keyOf({ code, source, platform, message }: Problem, plan: Plan | undefined): string {
  return JSON.stringify([plan?.index.digest, plan?.current?.digest, code, source, platform, message])
}

export function useAcknowledgements(plan: Plan | undefined): Acknowledgements {
  const [given, setGiven] = useState<ReadonlySet<string>>(new Set())
  const isGiven = (problem: Problem) => given.has(keyOf(problem, plan))
  const give = (problem: Problem, isNowGiven: boolean) => {
    const others = [...given].filter((key) => key !== keyOf(problem, plan))
    setGiven(new Set(isNowGiven ? [...others, keyOf(problem, plan)] : others))
  }
  const warnings = plan?.problems.filter(({ level }) => level === 'warning') ?? []
  return { isGiven, give, unread: warnings.filter((problem) => !isGiven(problem)).length }
}

import { useEffect, useRef, useState } from 'react'
import { callApi, streamApi } from '@/lib/contract/call-api'
import { planComposeEndpoint, pushIndexEndpoint } from '@/lib/contract/compose'
import type { SuggestedMerge } from './family-suggestions'
import { type MergeApi, type MergeState, mergeFamily } from './merge-family'

const api: MergeApi = {
  plan: (input, signal) => callApi(planComposeEndpoint, input, signal),
  push: (input, signal) => streamApi(pushIndexEndpoint, input, signal),
}

export type MergeStates = ReadonlyMap<string, MergeState>

const untouched: MergeStates = new Map()

/** Merges families one after the other; each says what became of it. */
export function useMergeBatch(repository: string, onWritten: (targets: string[]) => void) {
  const [states, setStates] = useState<MergeStates>(untouched)
  const [isRunning, setRunning] = useState(false)
  const running = useRef<AbortController>(undefined)
  useEffect(() => () => running.current?.abort(), [])

  const run = async (merges: readonly SuggestedMerge[]) => {
    const controller = new AbortController()
    running.current = controller
    setRunning(true)
    const note = (target: string, state: MergeState) =>
      setStates((before) => new Map([...before, [target, state] as const]))
    setStates(new Map(merges.map(({ target }) => [target, { kind: 'waiting' }])))
    const written: string[] = []
    for (const merge of merges) {
      const { signal } = controller
      const onState = (state: MergeState) => note(merge.target, state)
      const end = signal.aborted
        ? ({ kind: 'stopped', wasPushing: false } as const)
        : await mergeFamily(merge, { repository, api, signal, onState })
      note(merge.target, end)
      if (end.kind === 'done' || (end.kind === 'stopped' && end.wasPushing)) written.push(merge.target)
    }
    setRunning(false)
    if (written.length > 0) onWritten(written)
  }

  return { states, isRunning, run, stop: () => running.current?.abort(), reset: () => setStates(untouched) }
}

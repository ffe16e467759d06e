import { useEffect, useRef, useState } from 'react'
import { streamApi } from '@/lib/contract/call-api'
import { type ApiError, ApiFailure } from '@/lib/contract/error'
import { pushSplitEndpoint, type SplitEvent, type SplitPushInput } from '@/lib/contract/split'

export type TagResult = Extract<SplitEvent, { event: 'tag' }>

export type SplitPushState =
  | { kind: 'idle' }
  | { kind: 'running'; done: number; total: number; writing?: string }
  | { kind: 'stopped' }
  | { kind: 'failed'; error: ApiError }
  | { kind: 'finished'; failed: string[] }

/** Where the events of a push come from; leaving the loop cancels it. */
export type SplitStream = (input: SplitPushInput, signal: AbortSignal) => AsyncIterable<SplitEvent>

const streamFromApi: SplitStream = (input, signal) => streamApi(pushSplitEndpoint, input, signal)

const unfinished: ApiError = {
  code: 'INTERNAL',
  message: 'The connection ended before the server said what became of every tag. Plan again to see what is there.',
}

const tagOf = (detail: string) => detail.slice(detail.lastIndexOf(':') + 1)

export function useSplitPush(stream: SplitStream = streamFromApi) {
  const [state, setState] = useState<SplitPushState>({ kind: 'idle' })
  const [results, setResults] = useState<ReadonlyMap<string, TagResult>>(new Map())
  const running = useRef<AbortController>(undefined)
  useEffect(() => () => running.current?.abort(), [])

  const follow = async (input: SplitPushInput, signal: AbortSignal): Promise<SplitPushState> => {
    try {
      for await (const event of stream(input, signal)) {
        if (signal.aborted) return { kind: 'stopped' }
        if (event.event === 'done') return { kind: 'finished', failed: event.failed }
        if (event.event === 'error') return { kind: 'failed', error: event.error }
        if (event.event === 'tag') setResults((before) => new Map([...before, [event.tag, event] as const]))
        else setState({ kind: 'running', done: event.done, total: event.total, writing: tagOf(event.detail) })
      }
    } catch (error) {
      if (!signal.aborted) return { kind: 'failed', error: error instanceof ApiFailure ? error.error : unfinished }
    }
    return signal.aborted ? { kind: 'stopped' } : { kind: 'failed', error: unfinished }
  }

  const push = async (input: SplitPushInput): Promise<SplitPushState> => {
    running.current?.abort()
    const controller = new AbortController()
    running.current = controller
    setState({ kind: 'running', done: 0, total: Object.keys(input.expected).length })
    setResults((before) => new Map([...before].filter(([, { state }]) => state !== 'failed')))
    const end = await follow(input, controller.signal)
    if (running.current === controller) setState(end)
    return end
  }

  const reset = () => {
    running.current?.abort()
    running.current = undefined
    setState({ kind: 'idle' })
    setResults(new Map())
  }

  return { state, results, push, cancel: () => running.current?.abort(), reset }
}

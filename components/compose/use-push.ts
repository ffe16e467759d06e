import { useEffect, useRef, useState } from 'react'
import { streamApi } from '@/lib/contract/call-api'
import { type PushEvent, type PushInput, pushIndexEndpoint } from '@/lib/contract/compose'
import { type ApiError, ApiFailure } from '@/lib/contract/error'
import { addSample, type ByteSample, secondsLeft } from './time-left'

export type PushStep = 'copy' | 'push' | 'verify'
export type PushProgress = Extract<PushEvent, { event: 'progress' }>
export type PushDone = Extract<PushEvent, { event: 'done' }>

export type PushState =
  | { kind: 'idle' }
  | { kind: 'running'; progress?: PushProgress; secondsLeft?: number }
  | { kind: 'stopped' }
  | { kind: 'failed'; error: ApiError }
  /** The index is there, but not under every tag. */
  | { kind: 'partial'; result: PushDone; input: PushInput }
  | { kind: 'done'; result: PushDone }

/** Where the events of a push come from; leaving the loop cancels it. */
export type PushStream = (input: PushInput, signal: AbortSignal) => AsyncIterable<PushEvent>

const streamFromApi: PushStream = (input, signal) => streamApi(pushIndexEndpoint, input, signal)

const unfinished: ApiError = {
  code: 'INTERNAL',
  message:
    'The connection ended before the server said whether the push was complete. Plan again to see what is there.',
}

const endOf = (result: PushDone, input: PushInput): PushState =>
  (result.failed ?? []).length > 0 ? { kind: 'partial', result, input } : { kind: 'done', result }

export function usePush(stream: PushStream = streamFromApi) {
  const [state, setState] = useState<PushState>({ kind: 'idle' })
  const running = useRef<AbortController>(undefined)

  useEffect(() => () => running.current?.abort(), [])

  const follow = async (input: PushInput, signal: AbortSignal): Promise<PushState> => {
    let copied: ByteSample[] = []
    try {
      for await (const event of stream(input, signal)) {
        if (signal.aborted) return { kind: 'stopped' }
        if (event.event === 'done') return endOf(event, input)
        if (event.event === 'error') return { kind: 'failed', error: event.error }
        copied = event.step === 'copy' ? addSample(copied, { atMs: performance.now(), bytes: event.done }) : []
        setState({ kind: 'running', progress: event, secondsLeft: secondsLeft(copied, event.total) })
      }
    } catch (error) {
      if (signal.aborted) return { kind: 'stopped' }
      return { kind: 'failed', error: error instanceof ApiFailure ? error.error : unfinished }
    }
    return signal.aborted ? { kind: 'stopped' } : { kind: 'failed', error: unfinished }
  }

  const push = async (input: PushInput): Promise<PushState> => {
    running.current?.abort()
    const controller = new AbortController()
    running.current = controller
    setState({ kind: 'running' })
    const end = await follow(input, controller.signal)
    if (running.current === controller) setState(end)
    return end
  }

  return {
    state,
    push,
    cancel: () => running.current?.abort(),
    reset: () => setState({ kind: 'idle' }),
  }
}

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { configure, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Tooltip } from 'radix-ui'
import { useState } from 'react'
import { afterEach, expect, vi } from 'vitest'
import type { ComposeInput, PushEvent, PushInput } from '@/lib/contract/compose'
import { composeQuery } from '@/lib/contract/links'
import { type Answer, startApi } from './api.fixture'
import { ComposeWorkbench } from './compose-workbench'
import { samplePlan, sampleReference } from './plan.fixture'
import type { PushStream } from './use-push'

/** Typing pauses, then a server answers: on a busy machine that takes its time. */
configure({ asyncUtilTimeout: 4000 })

export const target = sampleReference('app:1.0')
export const amd64 = sampleReference('app:1.0-amd64')
export const arm64 = sampleReference('app:1.0-arm64')
export const sources = [{ reference: amd64 }, { reference: arm64 }]
export const neverPushed: PushStream = async function* () {}

interface Page {
  input?: Partial<ComposeInput>
  answer?: (input: ComposeInput) => Answer
  stream?: PushStream
}

const closing: (() => Promise<unknown>)[] = []
afterEach(() => Promise.all(closing.splice(0).map((close) => close())))

/** The workbench at an address of its own, before a server that plans. */
export async function openPage({ input = { target, sources }, answer = () => ({ body: samplePlan() }), stream }: Page) {
  const asked: ComposeInput[] = []
  const api = await startApi((path, body) => {
    if (path !== '/api/v1/compose/plan') return { status: 404, body: {} }
    asked.push(body as ComposeInput)
    return answer(body as ComposeInput)
  })
  closing.push(api.close)
  const onPushed = vi.fn()
  const address = { query: composeQuery(input) }
  function Address() {
    const [query, setQuery] = useState(address.query)
    address.query = query
    return <ComposeWorkbench query={query} onQuery={setQuery} onPushed={onPushed} stream={stream ?? neverPushed} />
  }
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Tooltip.Provider>
        <Address />
      </Tooltip.Provider>
    </QueryClientProvider>,
  )
  return { asked, address, onPushed, user: userEvent.setup() }
}

export const pushButton = () => screen.getByRole('button', { name: /^Push/ })
export const field = (name: string) => screen.getByRole('textbox', { name })

/** A stream whose lines are given by hand. */
export function heldStream() {
  const waiting: ((event: PushEvent) => void)[] = []
  const begun: { input?: PushInput; signal?: AbortSignal } = {}
  const stream: PushStream = async function* (input, signal) {
    Object.assign(begun, { input, signal })
    const isAborted = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    for (;;) {
      const event = await Promise.race([new Promise<PushEvent>((resolve) => waiting.push(resolve)), isAborted])
      yield event
    }
  }
  const send = async (event: PushEvent) => {
    await waitFor(() => expect(waiting).toHaveLength(1))
    waiting.shift()?.(event)
  }
  return { stream, send, begun }
}

import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { NuqsTestingAdapter, type OnUrlUpdateFunction } from 'nuqs/adapters/testing'
import { Tooltip } from 'radix-ui'
import { expect } from 'vitest'
import type { KnownRegistry, RegistryCheck } from '@/lib/contract/registries'
import { RegistriesView } from './registries-view'

interface Refusal {
  code: string
  message: string
}

interface Question {
  /** `check ghcr.io`, `list`, `sign-in`, `sign-out`. */
  what: string
  body: unknown
}

export interface RegistriesApi {
  /** What the page remembers. */
  client: QueryClient
  /** What the server knows; tests change it between questions. */
  list: KnownRegistry[]
  readOnly: boolean
  check: (registry: string) => RegistryCheck | Refusal | Promise<RegistryCheck | Refusal>
  signIn: () => { isConfirmed: boolean } | Refusal | Promise<{ isConfirmed: boolean } | Refusal>
  signOut: () => undefined | Refusal
  asked: Question[]
  /** Questions that the page has given up. */
  left: string[]
  /** Lets the page read to the end, and takes both away. */
  close: () => Promise<unknown>
}

export const known = (registry: string, more: Partial<KnownRegistry> = {}): KnownRegistry => ({
  registry,
  name: registry,
  signIn: null,
  warnings: [],
  signInRefused: false,
  ...more,
})

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return chunks.length === 0 ? undefined : JSON.parse(Buffer.concat(chunks).toString())
}

async function answer(api: RegistriesApi, { what, body }: Question): Promise<object> {
  const [verb, registry = ''] = what.split(' ')
  const input = body as { registry: string; username: string }
  const place = { registry: input?.registry, username: input?.username }
  const put = (signIn: KnownRegistry['signIn']) => {
    api.list = [...api.list.filter((other) => other.registry !== place.registry), known(place.registry, { signIn })]
  }
  if (verb === 'check') return api.check(registry)
  if (verb === 'list') return { registries: api.list, readOnly: api.readOnly }
  const outcome = verb === 'sign-out' ? (api.signOut() ?? {}) : await api.signIn()
  if ('code' in outcome) return outcome
  put(verb === 'sign-out' ? null : { username: place.username, via: 'session' })
  return { ...place, ...outcome }
}

/** A real server for the page, which then stands at its address. */
export async function startRegistriesApi(list: KnownRegistry[] = []): Promise<RegistriesApi> {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost')
    const verb = url.pathname.split('/').slice(4).join('/') || 'list'
    const what = [verb, url.searchParams.get('registry')].filter(Boolean).join(' ')
    const question = { what, body: await readJson(request) }
    api.asked.push(question)
    response.on('close', () => {
      if (!response.writableFinished) api.left.push(what)
    })
    const document = await answer(api, question)
    const status = 'code' in document ? 400 : 200
    const body = 'code' in document ? { error: document } : document
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  const client = new QueryClient()
  const api: RegistriesApi = {
    client,
    list,
    readOnly: false,
    check: (registry) => ({ registry, isReachable: true, latencyMs: 12, hasCatalog: true }),
    signIn: () => ({ isConfirmed: true }),
    signOut: () => undefined,
    asked: [],
    left: [],
    close: async () => {
      await waitFor(() => expect(client.isFetching()).toBe(0))
      cleanup()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  window.happyDOM.setURL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/registries`)
  return api
}

/** The page, at an address with this query. */
export function openRegistries({ client }: RegistriesApi, search = '', onUrlUpdate?: OnUrlUpdateFunction) {
  const page = render(
    <NuqsTestingAdapter searchParams={search} hasMemory onUrlUpdate={onUrlUpdate}>
      <QueryClientProvider client={client}>
        <Tooltip.Provider>
          <RegistriesView />
        </Tooltip.Provider>
      </QueryClientProvider>
    </NuqsTestingAdapter>,
  )
  return { user: userEvent.setup(), leave: page.unmount }
}

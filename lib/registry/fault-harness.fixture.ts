/**
 * What every test of a fault looks at: the class that shows and whom it names, what was asked, that no secret shows, that nothing is
 * left open, and that it ends: a client's own deadline is shorter than the patience of the test.
 */
import type { Socket } from 'node:net'
import { inspect } from 'node:util'
import { afterEach, expect } from 'vitest'
import type { RegistryClient } from './client'
import { RegistryError, type RegistryErrorKind } from './errors'
import { type RawServer, type Script, startRawServer } from './raw-server.fixture'
import { listTags } from './tags'
import { createClient, type Handler, startServer, type TestServer, user } from './test-server'

/** Each stands where a secret may stand; they are told apart so that one that shows tells where it came from. */
export const secrets = {
  password: 'wonderland-4711',
  bearer: 'bearer-4712',
  refresh: 'refresh-4713',
  /** In the address of a realm or of a redirect. */
  query: 'query-4714',
  /** In the address of an upload. */
  state: 'state-4715',
}

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

export interface FaultServer extends TestServer {
  /** Connections that are not closed yet; an answer that nobody has read to its end holds one. */
  openSockets(): number
}

/** A server that keeps no connection for later. */
export async function serve(answers: Handler): Promise<FaultServer> {
  const sockets = new Set<Socket>()
  const server = await startServer((request, response) => {
    const { socket } = request
    if (!sockets.has(socket)) socket.on('close', () => sockets.delete(socket))
    sockets.add(socket)
    response.shouldKeepAlive = false
    answers(request, response)
  })
  closers.push(server.close)
  return { ...server, openSockets: () => sockets.size }
}

export async function serveRaw(script: Script): Promise<RawServer> {
  const server = await startRawServer(script)
  closers.push(server.close)
  return server
}

type ClientOptions = Parameters<typeof createClient>[1]

/** A client that is signed in, with short timeouts: by them each fault ends, and by no stopwatch. */
export function clientOf(registry: string, options: ClientOptions = {}) {
  const notes: unknown[] = []
  const timeouts = { connectMs: 500, headersMs: 1_000, totalMs: 4_000 }
  const onNotes = (note: unknown) => notes.push(note)
  const credential = user(secrets.password)
  return { notes, client: createClient(registry, { credential, timeouts, onNotes, ...options }) }
}

const base64 = (text: string) => Buffer.from(text).toString('base64')
const forms = Object.values(secrets).flatMap((secret) => [secret, base64(secret), base64(`alice:${secret}`)])

/** As a log, a debugger or an answer would print it, with all of its causes. */
export function expectNoSecret(...shown: unknown[]): void {
  const printed = inspect(shown, { depth: 9, showHidden: true }) + JSON.stringify(shown)
  for (const form of forms) expect(printed).not.toContain(form)
}

export async function failureOf(work: Promise<unknown>): Promise<RegistryError> {
  const caught = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (caught instanceof RegistryError) return caught
  throw new Error(`no RegistryError: ${inspect(caught)}`)
}

/** What came: each line, or how many lines. */
export type Requests = string[] | number | { least: number; most: number }

function expectRequests(seen: string[], requests: Requests): void {
  if (Array.isArray(requests)) return void expect(seen).toEqual(requests)
  const { least, most } = typeof requests === 'number' ? { least: requests, most: requests } : requests
  expect(seen.length).toBeGreaterThanOrEqual(least)
  expect(seen.length).toBeLessThanOrEqual(most)
}

export type Act = (client: RegistryClient) => Promise<unknown>

export interface Failing {
  act: Act
  kind: RegistryErrorKind
  requests: Requests
  /** Of the sentence that is shown. */
  says?: string | RegExp
  /** Besides the kind. */
  facts?: Partial<RegistryError>
  options?: ClientOptions
}

export interface FailingFault extends Omit<Failing, 'options'> {
  fault: string
  answers: Handler
}

/** Returns the failure, for what else there is to say of it. */
export async function expectFailure(
  server: Pick<FaultServer, 'registry' | 'seen' | 'openSockets'>,
  { act, kind, requests, says, facts = {}, options = {} }: Failing,
): Promise<RegistryError> {
  const { client, notes } = clientOf(server.registry, options)
  const failure = await failureOf(act(client))
  expect(failure).toMatchObject({ kind, registry: server.registry, ...facts })
  expect(failure.message).toContain(server.registry)
  if (says !== undefined) expect(failure.message).toMatch(says)
  expectRequests(server.seen, requests)
  expectNoSecret(failure, notes)
  await expect.poll(server.openSockets).toBe(0)
  return failure
}

export interface Overcoming {
  act: Act
  answers: Handler
  result: unknown
  requests: Requests
  options?: ClientOptions
}

export interface OvercomeFault extends Overcoming {
  fault: string
}

/** Returns what the client noted on the way. */
export async function expectOvercome(overcoming: Overcoming): Promise<unknown[]> {
  const { act, answers, result, requests, options = {} } = overcoming
  const server = await serve(answers)
  const { client, notes } = clientOf(server.registry, options)
  const found = await act(client)
  expect(found).toEqual(result)
  expectRequests(server.seen, requests)
  expectNoSecret(found, notes)
  await expect.poll(server.openSockets).toBe(0)
  return notes
}

/** Page after page, one tag each, as far as the registry leads. */
export async function readEveryTag(client: RegistryClient, repository: string): Promise<string[]> {
  const tags: string[] = []
  let last: string | undefined
  do {
    const page = await listTags(client, { repository, limit: 1, ...(last !== undefined && { last }) })
    tags.push(...page.tags)
    last = page.next
  } while (last !== undefined)
  return tags
}

/** What every test of a fault looks at besides the answer: that no secret shows, and that nothing is left open. */
import { inspect } from 'node:util'
import { afterEach, expect } from 'vitest'
import type { RegistryClient } from './client'
import { listTags } from './tags'
import { createClient, type Handler, startServer, user } from './test-server'

export const secret = 'wonderland-4711'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** A server that counts what it has not finished answering. */
export async function serve(answers: Handler) {
  let unanswered = 0
  const server = await startServer((request, response) => {
    unanswered += 1
    response.on('close', () => {
      unanswered -= 1
    })
    answers(request, response)
  })
  closers.push(server.close)
  return { ...server, unanswered: () => unanswered }
}

/** A client that is signed in, with short timeouts: by them each fault ends, and by no stopwatch. */
export function clientOf(registry: string, options: Parameters<typeof createClient>[1] = {}) {
  const notes: unknown[] = []
  const timeouts = { connectMs: 500, headersMs: 1_000, totalMs: 4_000 }
  const onNotes = (note: unknown) => notes.push(note)
  return { notes, client: createClient(registry, { credential: user(secret), timeouts, onNotes, ...options }) }
}

export function expectNoSecret(...shown: unknown[]): void {
  const printed = inspect(shown, { depth: 9, showHidden: true }) + JSON.stringify(shown)
  for (const form of [secret, Buffer.from(`alice:${secret}`).toString('base64')]) expect(printed).not.toContain(form)
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

export interface OvercomeFault {
  fault: string
  answers: Handler
  act: (client: RegistryClient) => Promise<unknown>
  result: unknown
  requests: string[]
}

export async function expectOvercome({ act, answers, result, requests }: OvercomeFault): Promise<void> {
  const server = await serve(answers)
  const { client, notes } = clientOf(server.registry)
  const found = await act(client)
  expect(found).toEqual(result)
  expect(server.seen).toEqual(requests)
  expectNoSecret(found, notes)
  await expect.poll(server.unanswered).toBe(0)
}

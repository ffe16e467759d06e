import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { listRepositories } from './catalog'
import type { RegistryClient } from './client'
import { RegistryError, type RegistryErrorKind } from './errors'
import { clientOf, expectNoSecret, serve } from './fault-harness.fixture'
import { getManifest, headManifest, putManifest } from './manifests'
import { listTags } from './tags'
import type { Handler } from './test-server'

const mediaType = 'application/vnd.oci.image.index.v1+json'
const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, manifests: [] }))
const digest = computeDigest(bytes)
const other = `sha256:${'0'.repeat(64)}` as const
const repository = 'team/app'

type Act = (client: RegistryClient) => Promise<unknown>
const readTag: Act = (client) => getManifest(client, { repository, name: '1.0' })
const readDigest: Act = (client) => getManifest(client, { repository, name: digest })
const lookUp: Act = (client) => headManifest(client, { repository, name: '1.0' })
const write: Act = (client) => putManifest(client, { repository, name: '1.0', bytes, mediaType })
const list: Act = (client) => listTags(client, { repository })
const catalog: Act = (client) => listRepositories(client)

const says =
  (status: number, headers: Record<string, string> = {}, body: string | Uint8Array = ''): Handler =>
  (_request, response) =>
    response.writeHead(status, headers).end(body)
const json = (value: unknown) => JSON.stringify(value)
const error = (code: string) => json({ errors: [{ code, message: 'm' }] })
const html = { 'content-type': 'text/html' }

/** A token server that answers so, and a registry that is content with nothing. */
function asks(reply: { status?: number; body: string }, challenge = ''): Handler {
  return (request, response) => {
    if (request.url?.startsWith('/token')) return response.writeHead(reply.status ?? 200).end(reply.body)
    const value = `Bearer realm="http://${request.headers.host}/token",service="s"${challenge}`
    return response.writeHead(401, { 'www-authenticate': value }).end()
  }
}
const token = (value: string, more: object = {}) => ({ body: json({ token: value, ...more }) })

interface Row {
  fault: string
  act: Act
  answers: Handler
  kind: RegistryErrorKind
  /** How many requests may have come; one number is exact. */
  requests: number | [number, number]
}
const rows: Row[] = [
  { fault: 'F13 401 for ever', act: readTag, answers: asks(token('t')), kind: 'unauthorized', requests: [3, 6] },
  {
    fault: 'F16 a web page for a token',
    act: write,
    answers: asks({ body: '<html>' }),
    kind: 'invalid-answer',
    requests: 2,
  },
  { fault: 'F16 an empty token', act: write, answers: asks(token('')), kind: 'invalid-answer', requests: 2 },
  {
    fault: 'F16 a token with a line break',
    act: write,
    answers: asks(token('a\r\nb')),
    kind: 'invalid-answer',
    requests: 2,
  },
  { fault: 'F16 5 MB of token', act: write, answers: asks(token('x'.repeat(5e6))), kind: 'too-large', requests: 2 },
  {
    fault: 'F19 a realm on this machine',
    act: write,
    answers: says(401, { 'www-authenticate': 'Bearer realm="http://127.0.0.1:1/token"' }),
    kind: 'not-allowed',
    requests: 1,
  },
  {
    fault: 'F19 no realm',
    act: write,
    answers: says(401, { 'www-authenticate': 'Bearer service="s"' }),
    kind: 'unauthorized',
    requests: [1, 2],
  },
  {
    fault: 'F22 a redirect to another port',
    act: readTag,
    answers: says(307, { location: 'http://127.0.0.1:1/?token=x' }),
    kind: 'not-allowed',
    requests: 1,
  },
  { fault: 'F22 a redirect to nowhere', act: readTag, answers: says(307), kind: 'invalid-answer', requests: 1 },
  {
    fault: 'F22 thirty redirects',
    act: readTag,
    answers: says(307, { location: '/v2/again' }),
    kind: 'invalid-answer',
    requests: 6,
  },
  {
    fault: 'F24 a write that is sent elsewhere',
    act: write,
    answers: says(307, { location: '/v2/x' }),
    kind: 'rejected',
    requests: 1,
  },
  {
    fault: 'F26 other bytes than asked for',
    act: readDigest,
    answers: says(200, {}, '{}'),
    kind: 'digest-mismatch',
    requests: 2,
  },
  {
    fault: 'F27 a web page',
    act: readTag,
    answers: says(200, html, '<html></html>'),
    kind: 'invalid-answer',
    requests: 1,
  },
  { fault: 'F30 neither HEAD nor GET', act: lookUp, answers: says(405), kind: 'unsupported', requests: 2 },
  {
    fault: 'F31 a document a million deep',
    act: readTag,
    answers: says(200, {}, '['.repeat(1e6)),
    kind: 'invalid-answer',
    requests: 1,
  },
  {
    fault: 'F34 half a million tags',
    act: list,
    answers: says(200, {}, json({ tags: new Array(5e5).fill('a') })),
    kind: 'too-large',
    requests: 1,
  },
  { fault: 'F37 429 without a time', act: readTag, answers: says(429), kind: 'rate-limited', requests: 3 },
  {
    fault: 'F37 429 for two minutes',
    act: readTag,
    answers: says(429, { 'retry-after': '120' }),
    kind: 'rate-limited',
    requests: 1,
  },
  { fault: 'F38 500 always', act: readTag, answers: says(500), kind: 'unavailable', requests: 3 },
  {
    fault: 'F38 502 and a web page',
    act: readTag,
    answers: says(502, html, '<html>'),
    kind: 'unavailable',
    requests: 3,
  },
  {
    fault: 'F40 201 with another digest',
    act: write,
    answers: says(201, { 'docker-content-digest': other }),
    kind: 'digest-mismatch',
    requests: 1,
  },
  {
    fault: 'F40 200 and a web page',
    act: write,
    answers: says(200, html, '<html>'),
    kind: 'invalid-answer',
    requests: 1,
  },
  {
    fault: 'F40 a locked tag',
    act: write,
    answers: says(409, {}, error('TAG_IMMUTABLE')),
    kind: 'conflict',
    requests: 1,
  },
  {
    fault: 'F40 a child that is gone',
    act: write,
    answers: says(400, {}, error('MANIFEST_BLOB_UNKNOWN')),
    kind: 'rejected',
    requests: 1,
  },
  { fault: 'F40 too large', act: write, answers: says(413), kind: 'too-large', requests: 1 },
  { fault: 'F40 read-only', act: write, answers: says(405), kind: 'unsupported', requests: 1 },
  {
    fault: 'a catalog that is no JSON',
    act: catalog,
    answers: says(200, {}, 'no'),
    kind: 'invalid-answer',
    requests: 1,
  },
]

async function failureOf(work: Promise<unknown>): Promise<RegistryError> {
  const caught = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (caught instanceof RegistryError) return caught
  throw new Error(`no RegistryError: ${inspect(caught)}`)
}

describe('an answer that goes wrong', () => {
  it.each(rows)('$fault', async ({ act, answers, kind, requests }) => {
    const server = await serve(answers)
    const { client, notes } = clientOf(server.registry)

    const failure = await failureOf(act(client))

    expect(failure.kind).toBe(kind)
    expect(failure.message).toContain(server.registry)
    const [least, most] = typeof requests === 'number' ? [requests, requests] : requests
    expect(server.seen.length).toBeGreaterThanOrEqual(least)
    expect(server.seen.length).toBeLessThanOrEqual(most)
    expect(server.seen.filter((line) => line.includes('/token')).length).toBeLessThanOrEqual(2)
    expectNoSecret(failure, notes)
    await expect.poll(server.unanswered).toBe(0)
  })
})

/** Faults that end well: what comes of them, what was asked for it, that no secret shows and that nothing is left open. */
import { describe, expect, it } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import type { RegistryClient } from './client'
import {
  clientOf,
  expectNoSecret,
  expectOvercome,
  type OvercomeFault,
  readEveryTag,
  serve,
} from './fault-harness.fixture'
import { getManifest, headManifest } from './manifests'
import type { Handler } from './test-server'

const mediaType = 'application/vnd.oci.image.index.v1+json'
const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, manifests: [] }))
const digest = computeDigest(bytes)
const other = computeDigest('other')
const repository = 'team/app'
const manifestUrl = '/v2/team/app/manifests/1.0'
const tagsUrl = '/v2/team/app/tags/list'

const asked = (url = '') => new URL(url, 'http://registry')
const ask = (response: Parameters<Handler>[1], challenge: string) =>
  response.writeHead(401, { 'www-authenticate': challenge }).end()
const realmOf = ({ headers }: Parameters<Handler>[0]) => `realm="http://${headers.host}/token",service="s"`

/** Hands out tokens that say which scopes they are for, and answers those that may see what they ask for. */
function wantsScope(mayPass: (scopes: string) => boolean, challengeFor: (scopes: string) => string): Handler {
  return (request, response) => {
    const { pathname, searchParams } = asked(request.url)
    const granted = Buffer.from(searchParams.getAll('scope').join(' ')).toString('hex')
    if (pathname === '/token') return response.end(JSON.stringify({ token: `T${granted}` }))
    const scopes = Buffer.from(request.headers.authorization?.slice('Bearer T'.length) ?? '', 'hex').toString()
    if (mayPass(scopes)) return response.setHeader('content-type', mediaType).end(bytes)
    ask(response, `Bearer ${realmOf(request)},${challengeFor(scopes)}`)
  }
}

/** The second token is the first that the third page takes. */
function expiresBeforeThePage(last: string): Handler {
  let tokens = 0
  return (request, response) => {
    const { pathname, searchParams } = asked(request.url)
    if (pathname === '/token') {
      tokens += 1
      return response.end(JSON.stringify({ token: `T${tokens}` }))
    }
    const after = searchParams.get('last') ?? ''
    const needed = after >= last ? 'Bearer T2' : 'Bearer T1'
    if (request.headers.authorization !== needed)
      return ask(response, `Bearer ${realmOf(request)},error="invalid_token"`)
    const next = { '': 'a', a: 'b', b: '' }[after]
    if (next) response.setHeader('link', `<${tagsUrl}?n=1&last=${next}>; rel="next"`)
    response.end(JSON.stringify({ tags: [{ '': 'a', a: 'b', b: 'c' }[after]] }))
  }
}

const readTag = (client: RegistryClient) =>
  getManifest(client, { repository, name: '1.0' }).then(({ digest: found, headerDigestDisagrees }) => [
    found,
    headerDigestDisagrees,
  ])
/** With less than every type, distribution and Docker Hub answer with a child, and say its digest. */
const narrow: Handler = ({ method, headers: { accept = '' } }, response) => {
  const [body, type] = accept.includes(mediaType) ? [bytes, mediaType] : [Buffer.from('{}'), 'application/json']
  response.writeHead(200, { 'content-type': type, 'docker-content-digest': computeDigest(body) })
  response.end(method === 'HEAD' ? undefined : body)
}

const gives =
  (body: Uint8Array): Handler =>
  (_request, response) =>
    response.setHeader('content-type', mediaType).end(body)
const tokenFor = (...scopes: string[]) =>
  `GET /token?service=s${scopes.map((scope) => `&scope=${encodeURIComponent(scope)}`).join('')}`
const [pull, push, pullPush] = ['pull', 'push', 'pull,push'].map((actions) => `repository:team/app:${actions}`) as [
  string,
  string,
  string,
]
const pullBase = 'repository:other/base:pull'
const rows: OvercomeFault[] = [
  {
    fault: 'F14 a token that may not do enough in its repository, for which a wider one is fetched',
    answers: wantsScope(
      (scopes) => scopes === pullPush,
      (scopes) => (scopes ? `scope="${push}",error="insufficient_scope"` : `scope="${pull}"`),
    ),
    act: readTag,
    result: [digest, false],
    requests: [`GET ${manifestUrl}`, tokenFor(pull), `GET ${manifestUrl}`, tokenFor(pullPush), `GET ${manifestUrl}`],
  },
  {
    fault: 'F14 a token for another repository than the one that is needed',
    answers: wantsScope(
      (scopes) => scopes === pullBase,
      (scopes) => (scopes ? `scope="${pullBase}",error="insufficient_scope"` : `scope="${pull}"`),
    ),
    act: readTag,
    result: [digest, false],
    requests: [`GET ${manifestUrl}`, tokenFor(pull), `GET ${manifestUrl}`, tokenFor(pullBase), `GET ${manifestUrl}`],
  },
  {
    fault: 'F15 a token that expires before the third page',
    answers: expiresBeforeThePage('b'),
    act: (client) => readEveryTag(client, repository),
    result: ['a', 'b', 'c'],
    requests: [
      `GET ${tagsUrl}?n=1`,
      tokenFor(pull),
      `GET ${tagsUrl}?n=1`,
      `GET ${tagsUrl}?n=1&last=a`,
      `GET ${tagsUrl}?n=1&last=b`,
      tokenFor(pull),
      `GET ${tagsUrl}?n=1&last=b`,
    ],
  },
  {
    fault: 'F25 another digest in the header than the bytes have',
    answers: (_request, response) =>
      response.writeHead(200, { 'content-type': mediaType, 'docker-content-digest': other }).end(bytes),
    act: readTag,
    result: [digest, true],
    requests: [`GET ${manifestUrl}`],
  },
  {
    fault: 'F29 a child instead of the index, for who accepts less',
    answers: narrow,
    act: async (client) => [
      (await headManifest(client, { repository, name: '1.0' }))?.digest,
      ...(await readTag(client)),
    ],
    result: [digest, digest, false],
    requests: [`HEAD ${manifestUrl}`, `GET ${manifestUrl}`],
  },
]

describe('a fault that is overcome', () => {
  it.each(rows)('$fault', expectOvercome)

  it('F18 a hundred requests at once, for which one token is fetched', async () => {
    const server = await serve(
      wantsScope(
        (scopes) => scopes === pull,
        () => `scope="${pull}"`,
      ),
    )
    const { client, notes } = clientOf(server.registry)
    const found = await Promise.all(Array.from({ length: 100 }, () => readTag(client)))
    expect(found).toEqual(new Array(100).fill([digest, false]))
    expect(server.seen.filter((line) => line === tokenFor(pull))).toHaveLength(1)
    expectNoSecret(found, notes)
    await expect.poll(server.unanswered).toBe(0)
  })

  it('F18 a hundred requests at once, to which one refused token is shared', async () => {
    const server = await serve((request, response) => {
      if (request.url?.startsWith('/token')) return response.writeHead(403).end()
      ask(response, `Bearer ${realmOf(request)}`)
    })
    const { client, notes } = clientOf(server.registry)
    const reads = Array.from({ length: 100 }, () => readTag(client).catch((error: unknown) => error))
    const failures = await Promise.all(reads)
    for (const failure of failures) expect(failure).toMatchObject({ name: 'RegistryError', registry: server.registry })
    // with the sign-in, and without it
    expect(server.seen.filter((line) => line.startsWith('GET /token')).length).toBeLessThanOrEqual(2)
    expectNoSecret(failures, notes)
    await expect.poll(server.unanswered).toBe(0)
  })

  it('F21 a redirect to another host, which gets no sign-in', async () => {
    const store = await serve(gives(bytes))
    const server = await serve((request, response) => {
      if (!request.headers.authorization) return ask(response, 'Basic realm="r"')
      response.writeHead(307, { location: `${store.origin}/stored?signature=abc` }).end()
    })
    const { client, notes } = clientOf(server.registry, { plainHttp: [store.registry] })
    expect(await readTag(client)).toEqual([digest, false])
    expect(server.seen).toEqual([`GET ${manifestUrl}`, `GET ${manifestUrl}`])
    expect(store.seen).toEqual(['GET /stored?signature=abc'])
    expect(store.headersSeen[0]).not.toHaveProperty('authorization')
    expectNoSecret(notes, store.headersSeen)
    await expect.poll(() => server.unanswered() + store.unanswered()).toBe(0)
  })

  it('F21 a redirect to another host, whose bytes are checked', async () => {
    const store = await serve(gives(Buffer.from('{}')))
    const server = await serve((_request, response) => response.writeHead(307, { location: `${store.origin}/x` }).end())
    const { client } = clientOf(server.registry, { plainHttp: [store.registry] })
    const failure = await getManifest(client, { repository, name: digest }).catch((error: unknown) => error)
    expect(failure).toMatchObject({ kind: 'digest-mismatch', registry: server.registry })
    expect(store.seen).toHaveLength(2)
    expectNoSecret(failure, store.headersSeen)
    await expect.poll(() => server.unanswered() + store.unanswered()).toBe(0)
  })
})

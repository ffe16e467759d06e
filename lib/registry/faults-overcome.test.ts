/** Faults that end well: what comes of them, what was asked for it, that no secret shows and that nothing is left open. */
import { describe, expect, it } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import type { RegistryClient } from './client'
import {
  bytes,
  digest,
  gives,
  lookUp,
  manifestUrl,
  mediaType,
  other,
  pull,
  pullPush,
  readDigest,
  readTag,
  repository,
  says,
  tagsUrl,
  tokenChallenge,
  tokenFor,
  write,
} from './fault-acts.fixture'
import {
  type Act,
  clientOf,
  expectNoSecret,
  expectOvercome,
  failureOf,
  type OvercomeFault,
  readEveryTag,
  secrets,
  serve,
} from './fault-harness.fixture'
import { getManifest } from './manifests'
import type { Handler } from './test-server'

const [get, head, put] = [`GET ${manifestUrl}`, `HEAD ${manifestUrl}`, `PUT ${manifestUrl}`]
const getDigest = `GET /v2/team/app/manifests/${digest}`
const asked = (url = '') => new URL(url, 'http://registry')
const ask = (response: Parameters<Handler>[1], challenge: string) =>
  response.writeHead(401, { 'www-authenticate': challenge }).end()

/** Hands out tokens that say which scopes they are for, and answers those that may see what they ask for. */
function wantsScope(mayPass: (scopes: string) => boolean, challengeFor: (scopes: string) => string): Handler {
  const start = `${secrets.bearer}-`
  return (request, response) => {
    const { pathname, searchParams } = asked(request.url)
    const granted = Buffer.from(searchParams.getAll('scope').join(' ')).toString('hex')
    if (pathname === '/token') return response.end(JSON.stringify({ token: start + granted }))
    const token = request.headers.authorization?.slice(`Bearer ${start}`.length) ?? ''
    const scopes = Buffer.from(token, 'hex').toString()
    if (mayPass(scopes)) return gives(bytes)(request, response)
    ask(response, tokenChallenge(request, `,${challengeFor(scopes)}`))
  }
}

/** The second token is the first that the third page takes. */
function expiresBeforeThePage(last: string): Handler {
  let tokens = 0
  return (request, response) => {
    const { pathname, searchParams } = asked(request.url)
    if (pathname === '/token') {
      tokens += 1
      return response.end(JSON.stringify({ token: `${secrets.bearer}-${tokens}` }))
    }
    const after = searchParams.get('last') ?? ''
    const needed = `Bearer ${secrets.bearer}-${after >= last ? 2 : 1}`
    if (request.headers.authorization !== needed)
      return ask(response, tokenChallenge(request, ',error="invalid_token"'))
    const next = { '': 'a', a: 'b', b: '' }[after]
    if (next) response.setHeader('link', `<${tagsUrl}?n=1&last=${next}>; rel="next"`)
    response.end(JSON.stringify({ tags: [{ '': 'a', a: 'b', b: 'c' }[after]] }))
  }
}

const readWhole: Act = (client) =>
  getManifest(client, { repository, name: '1.0' }).then((manifest) => [manifest.digest, manifest.headerDigestDisagrees])

/** With less than every type, distribution and Docker Hub answer with a child, and say its digest. */
const narrow: Handler = ({ method, headers: { accept = '' } }, response) => {
  const [body, type] = accept.includes(mediaType) ? [bytes, mediaType] : [Buffer.from('{}'), 'application/json']
  response.writeHead(200, { 'content-type': type, 'docker-content-digest': computeDigest(body) })
  response.end(method === 'HEAD' ? undefined : body)
}

/** Answers HEAD in this way, and GET as it should be. */
const oddHead =
  (onHead: Handler): Handler =>
  (request, response) =>
    (request.method === 'HEAD' ? onHead : gives(bytes))(request, response)

/** So often this, then the index. */
function after(times: number, first: Handler): Handler {
  let count = 0
  return (request, response) => {
    count += 1
    return (count <= times ? first : gives(bytes))(request, response)
  }
}

const known = { 'content-type': mediaType, 'docker-content-digest': digest }
const pullBase = 'repository:other/base:pull'
const push = 'repository:team/app:push'
const rows: OvercomeFault[] = [
  {
    fault: 'F14 a token that may not do enough in its repository, for which a wider one is fetched',
    answers: wantsScope(
      (scopes) => scopes === pullPush,
      (scopes) => (scopes ? `scope="${push}",error="insufficient_scope"` : `scope="${pull}"`),
    ),
    act: readTag,
    result: digest,
    requests: [get, tokenFor(pull), get, tokenFor(pullPush), get],
  },
  {
    fault: 'F14 a token for another repository than the one that is needed',
    answers: wantsScope(
      (scopes) => scopes === pullBase,
      (scopes) => (scopes ? `scope="${pullBase}",error="insufficient_scope"` : `scope="${pull}"`),
    ),
    act: readTag,
    result: digest,
    requests: [get, tokenFor(pull), get, tokenFor(pullBase), get],
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
    answers: says(200, { ...known, 'docker-content-digest': other }, bytes),
    act: readWhole,
    result: [digest, true],
    requests: [get],
  },
  {
    fault: 'F26 a bit that was flipped once on the way',
    answers: after(1, gives(Uint8Array.from(bytes, (byte, at) => (at === 40 ? byte ^ 1 : byte)))),
    act: readDigest,
    result: digest,
    requests: [getDigest, getDigest],
  },
  {
    fault: 'F29 a child instead of the index, for who accepts less',
    answers: narrow,
    act: async (client: RegistryClient) => [await lookUp(client), await readWhole(client)],
    result: [{ digest, contentType: mediaType }, [digest, false]],
    requests: [head, get],
  },
  ...(
    [
      ['is refused', says(405)],
      ['meets a web page', says(404, { 'content-type': 'text/html' })],
      ['tells no digest', says(200, { 'content-type': mediaType, 'content-length': '5' })],
      ['tells no type', says(200, { 'docker-content-digest': digest })],
    ] satisfies [string, Handler][]
  ).map(([how, onHead]) => ({
    fault: `F30 a HEAD that ${how}`,
    answers: oddHead(onHead),
    act: lookUp,
    result: { digest, contentType: mediaType, size: bytes.length },
    requests: [head, get],
  })),
  {
    fault: 'F30 a HEAD with another length than the document has, which is read all the same',
    answers: oddHead(says(200, { ...known, 'content-length': '5' })),
    act: async (client: RegistryClient) => [await lookUp(client), await readTag(client)],
    result: [{ digest, contentType: mediaType, size: 5 }, digest],
    requests: [head, get],
  },
  {
    fault: 'F37 429 for two seconds, which are waited for',
    answers: after(1, says(429, { 'retry-after': '2' })),
    act: readTag,
    result: digest,
    requests: [get, get],
  },
  {
    fault: 'F38 503 twice',
    answers: after(2, says(503)),
    act: readTag,
    result: digest,
    requests: [get, get, get],
  },
  {
    fault: 'F40 201 without a digest',
    answers: says(201),
    act: write,
    result: { digest },
    requests: [put],
  },
  {
    fault: 'F40 202 with the right digest',
    answers: says(202, known),
    act: write,
    result: { digest },
    requests: [put],
  },
]

describe('a fault that is overcome', () => {
  it.each(rows)('$fault', async (row) => {
    await expectOvercome(row)
  })

  it('F37 rate limits that cannot be read, which are left out', async () => {
    const nonsense = { 'ratelimit-limit': 'many;w=-1', 'ratelimit-remaining': '-5', 'ratelimit-reset': '1e99' }
    const answers = says(200, { ...known, ...nonsense, 'docker-ratelimit-source': '<b>' }, bytes)
    const notes = await expectOvercome({ answers, act: readTag, result: digest, requests: [get] })
    expect(notes).toHaveLength(1)
    expect(notes[0]).not.toHaveProperty('rateLimit')
  })

  it('F21 a redirect to another host, which gets no sign-in', async () => {
    const store = await serve(gives(bytes))
    const location = `${store.origin}/stored?signature=${secrets.query}`
    const answers: Handler = (request, response) => {
      if (!request.headers.authorization) return ask(response, 'Basic realm="r"')
      response.writeHead(307, { location }).end()
    }
    const options = { plainHttp: [store.registry] }
    await expectOvercome({ answers, act: readTag, result: digest, requests: [get, get], options })
    expect(store.seen).toEqual([`GET /stored?signature=${secrets.query}`])
    expect(store.headersSeen[0]).not.toHaveProperty('authorization')
    await expect.poll(store.openSockets).toBe(0)
  })

  it('F21 a redirect to another host, whose bytes are checked', async () => {
    const store = await serve(gives(Buffer.from('{}')))
    const location = `${store.origin}/x?signature=${secrets.query}`
    const server = await serve(says(307, { location }))
    const { client, notes } = clientOf(server.registry, { plainHttp: [store.registry] })
    const failure = await failureOf(readDigest(client))
    expect(failure).toMatchObject({ kind: 'digest-mismatch', registry: server.registry })
    expect(server.seen).toEqual([getDigest, getDigest])
    expect(store.seen).toHaveLength(2)
    expectNoSecret(failure, notes)
    await expect.poll(() => server.openSockets() + store.openSockets()).toBe(0)
  })
})

/** Every way in which registries ask for a sign-in, and what is sent for it. `challenge.test.ts` has the parser alone. */
import { describe, expect, it } from 'vitest'
import { startCanary } from './canary.fixture'
import {
  bytes,
  digest,
  gives,
  givesToken,
  manifestUrl,
  mediaType,
  pull,
  readTag,
  says,
  tokenChallenge,
  tokenFor,
} from './fault-acts.fixture'
import {
  clientOf,
  expectFailure,
  expectNoSecret,
  expectOvercome,
  secrets,
  serve,
  serveRaw,
} from './fault-harness.fixture'
import type { Handler } from './test-server'

type Request = Parameters<Handler>[0]
type Lines = (request: Request) => string[]

const basic = `Basic ${Buffer.from(`alice:${secrets.password}`).toString('base64')}`
const get = `GET ${manifestUrl}`
const ping = 'GET /v2/'

/** Asks in this way whoever has not brought `wanted`; hands out the token that it wants. */
function asks(lines: Lines, wanted: string): Handler {
  return (request, response) => {
    if (request.url?.startsWith('/token')) return givesToken()(request, response)
    if (request.headers.authorization === wanted) return gives(bytes)(request, response)
    response.writeHead(401, { 'www-authenticate': lines(request) }).end()
  }
}

const bearer = `Bearer ${secrets.bearer}`
const byToken = (...scopes: string[]) => [get, tokenFor(...scopes), get]
const realmOf = ({ headers }: Request) => `http://${headers.host}/token?key=${secrets.query}`

const answered: [challenge: string, lines: Lines, wanted: string, requests: string[]][] = [
  ['one Bearer', (request) => [tokenChallenge(request)], bearer, byToken(pull)],
  ['several lines', (request) => ['Basic realm="a"', tokenChallenge(request)], bearer, byToken(pull)],
  [
    'two challenges in one line (Codeberg)',
    (request) => [`${tokenChallenge(request, `,scope="${pull}"`)},Basic realm="http://${request.headers.host}"`],
    bearer,
    byToken(pull),
  ],
  [
    'commas, equals signs and quotes in quotes',
    () => ['Basic realm="Local, \\"quoted\\" Realm=1, Bearer realm=\\"x\\""'],
    basic,
    [get, get],
  ],
  [
    'an address without quotes (zot)',
    (request) => [`bearer realm=${realmOf(request)},service=s`],
    bearer,
    byToken(pull),
  ],
  ['another case', (request) => [`BEARER ReAlm="${realmOf(request)}",SERVICE="s"`], bearer, byToken(pull)],
  ['NTLM, which is left out', () => ['NTLM TlRMTVNTUAAC==, Basic realm="x"'], basic, [get, get]],
  ['Negotiate in a line before', () => ['Negotiate', 'Basic realm="x"'], basic, [get, get]],
  ['an empty scope', (request) => [tokenChallenge(request, ',scope=""')], bearer, byToken(pull)],
  [
    'two services, of which the first counts',
    (request) => [tokenChallenge(request, ',service="evil"')],
    bearer,
    byToken(pull),
  ],
  [
    'several scopes',
    (request) => [tokenChallenge(request, `,scope="${pull} repository:c/d:pull"`)],
    bearer,
    byToken(pull, 'repository:c/d:pull'),
  ],
  ['a realm of a path alone', () => [`Bearer realm="/token?key=${secrets.query}",service="s"`], bearer, byToken(pull)],
  ['no realm, and Basic beside it', () => ['Bearer service="s"', 'Basic realm="x"'], basic, [get, get]],
  [
    'a parameter called __proto__',
    (request) => [tokenChallenge(request, ',__proto__="polluted",constructor="polluted"')],
    bearer,
    byToken(pull),
  ],
]

const unanswered: [challenge: string, lines: Lines, requests: string[], words: string][] = [
  ['nothing but NTLM', () => ['NTLM TlRMTVNTUAAC=='], [get], 'signed in to by NTLM'],
  [
    'nothing but NTLM, with a message that looks like another way',
    () => ['NTLM Basic=='],
    [get],
    'signed in to by NTLM',
  ],
  ['nothing but Negotiate', () => ['Negotiate'], [get], 'signed in to by Negotiate'],
  ['nothing but Digest', () => ['Digest realm="x", nonce="a=="'], [get], 'signed in to by Digest'],
  // Harbor, of a project that does not exist
  ['an empty line', () => [''], [get, ping], 'or there is nothing of this name'],
  ['no realm', () => ['Bearer service="s"'], [get], 'asks for a sign-in'],
  ['an empty realm', () => ['Bearer realm="",service="s"'], [get], 'asks for a sign-in'],
  [
    'a line of more than 8 KiB',
    (request) => [`${tokenChallenge(request)},x="${'x'.repeat(9_000)}"`],
    [get],
    'asks for a sign-in',
  ],
  [
    'sixteen others before it',
    (request) => [new Array(16).fill('Negotiate').join(', '), tokenChallenge(request)],
    [get],
    'signed in to by Negotiate',
  ],
]

describe('F20 a challenge of', () => {
  it.each(answered)('%s is answered', async (_challenge, lines, wanted, requests) => {
    await expectOvercome({ answers: asks(lines, wanted), act: readTag, result: digest, requests })
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('polluted')
    expect(({} as { service?: unknown }).service).toBeUndefined()
  })

  it.each(unanswered)('%s is not, which is said', async (_challenge, lines, requests, words) => {
    const server = await serve((request, response) =>
      response.writeHead(401, { 'www-authenticate': lines(request) }).end(),
    )
    await expectFailure(server, { act: readTag, kind: 'unauthorized', requests, says: words })
  })

  it('two realms leads to the first', async () => {
    const canary = await startCanary({ host: '127.0.0.2' })
    const second = `,realm="http://127.0.0.2:${canary.port}/token"`
    const answers = asks((request) => [tokenChallenge(request, second)], bearer)
    await expectOvercome({ answers, act: readTag, result: digest, requests: byToken(pull) })
    expect(canary.connections()).toBe(0)
    await canary.close()
  })

  it('an expired token leads to another one', async () => {
    let tokens = 0
    const server = await serve((request, response) => {
      if (request.url?.startsWith('/token')) {
        tokens += 1
        return says(200, {}, JSON.stringify({ token: `${secrets.bearer}-${tokens}` }))(request, response)
      }
      const { authorization } = request.headers
      if (authorization === `${bearer}-2`) return gives(bytes)(request, response)
      const more = authorization === undefined ? '' : ',error="invalid_token"'
      response.writeHead(401, { 'www-authenticate': tokenChallenge(request, more) }).end()
    })
    const { client, notes } = clientOf(server.registry)
    expect(await readTag(client)).toBe(digest)
    expect(server.seen).toEqual([get, tokenFor(pull), get, tokenFor(pull), get])
    expectNoSecret(notes)
    await expect.poll(server.openSockets).toBe(0)
  })

  it('a megabyte is no HTTP', async () => {
    const line = `WWW-Authenticate: Bearer realm="http://127.0.0.1/token?x=${'x'.repeat(1_048_576)}"`
    const text = ['HTTP/1.1 401 Unauthorized', `Content-Type: ${mediaType}`, line, 'Content-Length: 0', '', ''].join(
      '\r\n',
    )
    const server = await serveRaw((socket) => socket.end(text))
    await expectFailure(server, { act: readTag, kind: 'invalid-answer', requests: [get], says: 'valid HTTP' })
  })
})

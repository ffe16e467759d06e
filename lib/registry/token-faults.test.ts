/** What token servers do wrong, and where registries say that they are. */
import { afterEach, describe, expect, it } from 'vitest'
import { type Canary, startCanary } from './canary.fixture'
import {
  bytes,
  digest,
  gives,
  givesToken,
  manifestUrl,
  pull,
  pullPush,
  readTag,
  says,
  tokenChallenge,
  tokenFor,
  wantsToken,
  write,
} from './fault-acts.fixture'
import {
  clientOf,
  expectFailure,
  expectNoSecret,
  expectOvercome,
  type Failing,
  failureOf,
  secrets,
  serve,
} from './fault-harness.fixture'
import { Secret } from './secret'
import { TokenStore } from './token'

const [get, put] = [`GET ${manifestUrl}`, `PUT ${manifestUrl}`]
const json = (value: unknown) => JSON.stringify(value)

const canaries: Canary[] = []
afterEach(async () => {
  for (const { close } of canaries.splice(0)) await close()
})
async function startNeighbour(): Promise<Canary> {
  const canary = await startCanary({ host: '127.0.0.2' })
  canaries.push(canary)
  return canary
}

describe('F13 a registry that never has enough', () => {
  it('of tokens is given up after the second one, and asked once without a sign-in', async () => {
    const server = await serve((request, response) => {
      if (request.url?.startsWith('/token')) return givesToken()(request, response)
      response.writeHead(401, { 'www-authenticate': tokenChallenge(request) }).end()
    })
    const requests = [get, tokenFor(pull), get, get, tokenFor(pull), get]
    await expectFailure(server, { act: readTag, kind: 'unauthorized', requests, says: 'refused the stored sign-in' })
    expect(server.headersSeen.map(({ authorization }) => authorization?.split(' ')[0])).toEqual([
      undefined,
      'Basic',
      'Bearer',
      undefined,
      undefined,
      'Bearer',
    ])
  })

  it('of passwords is given up after the first one', async () => {
    const server = await serve(says(401, { 'www-authenticate': 'Basic realm="r"' }))
    await expectFailure(server, { act: write, kind: 'unauthorized', requests: [put, put] })
  })
})

const unusable = { kind: 'invalid-answer', says: 'did not answer with a usable token' } as const
const badReplies: [fault: string, body: string, expected: Pick<Failing, 'kind' | 'says'>][] = [
  ['a web page', `<html><title>${secrets.bearer}</title></html>`, unusable],
  ['an empty token', json({ token: '' }), unusable],
  ['no token', json({ note: secrets.bearer }), unusable],
  ['a token with a line break', json({ token: `${secrets.bearer}\r\nX: y` }), unusable],
  ['five megabytes', json({ token: secrets.bearer.repeat(4e5) }), { kind: 'too-large', says: 'larger than 128 KiB' }],
]

describe('F16 a token server that answers with', () => {
  it.each(badReplies)('%s', async (_fault, body, expected) => {
    const server = await serve(wantsToken(says(200, {}, body)))
    await expectFailure(server, { act: write, requests: [put, tokenFor(pullPush)], ...expected })
  })

  it('another place is not followed there', async () => {
    const { port, connections } = await startNeighbour()
    const location = `http://127.0.0.2:${port}/token?key=${secrets.query}`
    const server = await serve(wantsToken(says(307, { location })))
    const requests = [put, tokenFor(pullPush)]
    await expectFailure(server, { act: write, kind: 'invalid-answer', requests, says: 'usable token' })
    expect(connections()).toBe(0)
  })

  it.each([
    [-1, 50],
    ['300', 290],
    [1e12, 3_590],
    [undefined, 50],
  ])('a token that lives %s seconds, used for %i', async (lifetime, usedSeconds) => {
    let nowMs = Date.now()
    const server = await serve(wantsToken(givesToken({ expires_in: lifetime })))
    const { client, notes } = clientOf(server.registry, { tokens: new TokenStore({ now: () => nowMs }) })
    await readTag(client)
    nowMs += (usedSeconds - 1) * 1000
    await readTag(client)
    // the token is known to have been made after the first look at the clock
    nowMs += 4_000
    expect(await readTag(client)).toBe(digest)
    expect(server.seen).toEqual([get, tokenFor(pull), get, get, tokenFor(pull), get])
    expectNoSecret(notes)
    await expect.poll(server.openSockets).toBe(0)
  })

  it('a new identity token, which shows as little as the first', async () => {
    const server = await serve(wantsToken(givesToken({ refresh_token: `${secrets.refresh}-2` })))
    const credential = { identityToken: new Secret(secrets.refresh) }
    const { client, notes } = clientOf(server.registry, { credential })
    expect(await readTag(client)).toBe(digest)
    expect(server.seen).toEqual([get, `POST /token?key=${secrets.query}`, get])
    expectNoSecret(client, notes)
    await expect.poll(server.openSockets).toBe(0)
  })

  it('the identity token in its complaint', async () => {
    const complaint = json({ error: 'invalid_grant', error_description: `unknown: ${secrets.refresh}` })
    const server = await serve(wantsToken(says(403, {}, complaint)))
    const credential = { identityToken: new Secret(secrets.refresh) }
    const requests = [put, `POST /token?key=${secrets.query}`]
    await expectFailure(server, { act: write, kind: 'denied', requests, options: { credential } })
  })
})

describe('F18 a hundred requests at once', () => {
  it('fetch one token', async () => {
    const server = await serve(wantsToken(givesToken()))
    const { client, notes } = clientOf(server.registry)
    const found = await Promise.all(Array.from({ length: 100 }, () => readTag(client)))
    expect(found).toEqual(new Array(100).fill(digest))
    expect(server.seen.filter((line) => line === tokenFor(pull))).toHaveLength(1)
    expectNoSecret(found, notes)
    await expect.poll(server.openSockets).toBe(0)
  })

  it('share a refusal, for five seconds', async () => {
    let nowMs = Date.now()
    const server = await serve(wantsToken(says(403)))
    const { client, notes } = clientOf(server.registry, { tokens: new TokenStore({ now: () => nowMs }) })
    const tokenRequests = () => server.seen.filter((line) => line === tokenFor(pullPush)).length
    const failures = await Promise.all(Array.from({ length: 100 }, () => failureOf(write(client))))
    for (const failure of failures) expect(failure).toMatchObject({ kind: 'denied', registry: server.registry })
    expect(tokenRequests()).toBe(1)
    nowMs += 4_000
    await failureOf(write(client))
    expect(tokenRequests()).toBe(1)
    nowMs += 1_000
    await failureOf(write(client))
    expect(tokenRequests()).toBe(2)
    expectNoSecret(failures, notes)
    await expect.poll(server.openSockets).toBe(0)
  })
})

describe('F19 a realm', () => {
  it.each([
    ['on a private address', (port: number) => `http://127.0.0.2:${port}/token`],
    ['on a private address, over https', (port: number) => `https://127.0.0.2:${port}/token`],
    ['without a scheme', (port: number) => `//127.0.0.2:${port}/token`],
    ['with a user in it', (port: number) => `http://alice:x@127.0.0.2:${port}/token`],
    ['of another protocol', (port: number) => `ftp://127.0.0.2:${port}/token`],
  ])('%s is not asked', async (_case, realmAt) => {
    const { port, connections } = await startNeighbour()
    const challenge = `Bearer realm="${realmAt(port)}?key=${secrets.query}",service="s"`
    const server = await serve(says(401, { 'www-authenticate': challenge }))
    const sentence = 'sends sign-ins to an address that may not be used from here'
    const failure = await expectFailure(server, { act: write, kind: 'not-allowed', requests: [put], says: sentence })
    expect(failure.message).not.toContain('127.0.0.2')
    expect(connections()).toBe(0)
  })

  it('at another host gets no sign-in, only a question', async () => {
    const evil = await serve(givesToken())
    const host = evil.registry.replace('127.0.0.1', 'localhost')
    const challenge = `Bearer realm="http://${host}/token?key=${secrets.query}",service="s"`
    await expectOvercome({
      answers: (request, response) => {
        if (request.headers.authorization) return gives(bytes)(request, response)
        response.writeHead(401, { 'www-authenticate': challenge }).end()
      },
      act: readTag,
      result: digest,
      requests: [get, get],
      options: { plainHttp: [host] },
    })
    expect(evil.seen).toEqual([tokenFor(pull)])
    expect(evil.headersSeen[0]).not.toHaveProperty('authorization')
    await expect.poll(evil.openSockets).toBe(0)
  })

  it.each(['', ',realm=""'])('that is missing (%j) is told', async (realm) => {
    const server = await serve(says(401, { 'www-authenticate': `Bearer service="s"${realm}` }))
    await expectFailure(server, { act: write, kind: 'unauthorized', requests: [put], says: 'asks for a sign-in' })
  })
})

import { afterEach, describe, expect, it } from 'vitest'
import type { RegistryErrorKind } from './errors'
import { RegistryNotes } from './notes'
import { ping } from './ping'
import { serve } from './served.fixture'
import { createClient, type Handler, user } from './test-server'

const html = { 'content-type': 'text/html' }
const says =
  (status: number, headers: Record<string, string> = {}, body = ''): Handler =>
  (_request, response) =>
    response.writeHead(status, headers).end(body)

function behindTokens(request: Parameters<Handler>[0], response: Parameters<Handler>[1]) {
  if (request.url?.startsWith('/token')) return response.end('{"token":"T"}')
  if (request.headers.authorization === 'Bearer T') return response.end('{}')
  const challenge = `Bearer realm="http://${request.headers.host}/token",service="s",scope="repository:user/image:pull"`
  return response.writeHead(401, { 'www-authenticate': challenge }).end()
}

let tries = 0
const recovers =
  (status: number): Handler =>
  (_request, response) => {
    tries += 1
    response.writeHead(tries === 1 ? status : 200, { 'retry-after': '0' }).end('{}')
  }
afterEach(() => {
  tries = 0
})

describe('a registry is what answers the ping', () => {
  it.each<[string, Handler, string[]]>([
    ['by 200', says(200, {}, '{}'), ['GET /v2/']],
    ['by 200 and a challenge, as zot does', says(200, { 'www-authenticate': 'Bearer realm="/x"' }), ['GET /v2/']],
    ['by 401, for whom there is a token', behindTokens, ['GET /v2/', 'GET /token?service=s', 'GET /v2/']],
    ['by 429, and then otherwise', recovers(429), ['GET /v2/', 'GET /v2/']],
    ['by 503, and then otherwise', recovers(503), ['GET /v2/', 'GET /v2/']],
  ])('%s', async (_how, handler, requests) => {
    const server = await serve(handler)
    await expect(ping(createClient(server.registry))).resolves.toBeUndefined()
    expect(server.seen).toEqual(requests)
  })

  it('by 200 and a challenge does not say that a sign-in was accepted', async () => {
    const server = await serve(says(200, { 'www-authenticate': 'Basic realm="r"' }))
    const notes = new RegistryNotes()
    await ping(createClient(server.registry, { credential: user(), onNotes: notes.observe }))
    expect(server.headersSeen.map(({ authorization }) => authorization)).toEqual([undefined])
    expect(notes.of(server.registry)?.signInRefused).toBeUndefined()
  })
})

describe('whoever answers otherwise is told apart', () => {
  it.each<[string, Handler, RegistryErrorKind, string]>([
    ['401 without a challenge', says(401), 'unauthorized', 'or there is nothing of this name'],
    ['401 and an empty challenge', says(401, { 'www-authenticate': '' }), 'unauthorized', 'nothing of this name'],
    ['403', says(403), 'denied', 'turns away whatever comes from here'],
    ['403 and a web page', says(403, html, '<title>Blocked</title>'), 'denied', 'perhaps by a firewall'],
    ['404', says(404, {}, '404 page not found'), 'invalid-answer', 'There is no registry API at'],
    ['a web page', says(200, html, '<!doctype html>'), 'invalid-answer', 'There is no registry API at'],
    ['429 for an hour', says(429, { 'retry-after': '3600' }), 'rate-limited', 'Try again in 60 minutes'],
    ['500', says(500), 'unavailable', 'has a problem of its own (status 500)'],
  ])('%s', async (_what, handler, kind, words) => {
    const server = await serve(handler)
    await expect(ping(createClient(server.registry))).rejects.toMatchObject({
      kind,
      message: expect.stringContaining(words),
    })
  })

  it('a redirect to a web page', async () => {
    const server = await serve((request, response) =>
      request.url === '/v2/'
        ? response.writeHead(302, { location: '/docs' }).end()
        : says(200, html, '<html>')(request, response),
    )
    await expect(ping(createClient(server.registry))).rejects.toMatchObject({ kind: 'invalid-answer' })
    expect(server.seen).toEqual(['GET /v2/', 'GET /docs'])
  })
})

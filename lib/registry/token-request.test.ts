import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RegistryErrorKind } from './errors'
import { getManifest } from './manifests'
import { Secret } from './secret'
import { serve } from './served.fixture'
import { createClient, type Handler, user } from './test-server'
import { TokenStore } from './token'
import { parseTokenReply } from './token-request'

const mediaType = 'application/vnd.oci.image.index.v1+json'
const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, manifests: [] }))
const address = { repository: 'team/app', name: '1.0' }
const fails = (kind: RegistryErrorKind) => expect.objectContaining({ name: 'RegistryError', kind })

describe('an identity token', () => {
  /** Hands out a new identity token with each token, and takes only the newest. */
  function rotating() {
    let current = 'first'
    const used: string[] = []
    const handler: Handler = (request, response) => {
      if (request.headers.authorization?.startsWith('Bearer T')) return response.end(bytes)
      if (!request.url?.startsWith('/token')) {
        const challenge = `Bearer realm="http://${request.headers.host}/token",service="s"`
        return response.writeHead(401, { 'www-authenticate': challenge }).end()
      }
      let form = ''
      request.on('data', (chunk: Buffer) => {
        form += chunk.toString()
      })
      request.on('end', () => {
        const given = new URLSearchParams(form).get('refresh_token') ?? 'none'
        used.push(given)
        if (given !== current) return response.writeHead(403).end()
        current = `next-${used.length}`
        response.end(JSON.stringify({ access_token: `T${used.length}`, refresh_token: current }))
      })
    }
    return {
      handler,
      used,
      reset: (identity: string) => {
        current = identity
      },
    }
  }
  const credential = { identityToken: new Secret('first') }

  it('is replaced by the one that comes with a token', async () => {
    const { handler, used } = rotating()
    const server = await serve(handler)
    const client = createClient(server.registry, { credential })
    await getManifest(client, address)
    await getManifest(client, { ...address, repository: 'team/other' })
    expect(used).toEqual(['first', 'next-1'])
  })

  it('counts again when its successor is refused', async () => {
    const { handler, used, reset } = rotating()
    const server = await serve(handler)
    const client = createClient(server.registry, { credential })
    await getManifest(client, address)
    reset('first')
    await getManifest(client, { ...address, repository: 'team/other' })
    expect(used).toEqual(['first', 'next-1', 'first'])
  })

  it('is forgotten with the sign-in, and known only to who has signed in', async () => {
    const { handler, used, reset } = rotating()
    const server = await serve(handler)
    const tokens = new TokenStore()
    await getManifest(createClient(server.registry, { credential, tokens }), address)
    const other = createClient(server.registry, { credential: { identityToken: new Secret('other') }, tokens })
    await expect(getManifest(other, address)).rejects.toEqual(fails('denied'))
    tokens.clear()
    reset('first')
    await getManifest(createClient(server.registry, { credential, tokens }), address)
    expect(used.at(-1)).toBe('first')
    expect(used.filter((identity) => identity.startsWith('next'))).toEqual([])
  })
})

describe('a token server that wants GET', () => {
  it.each([400, 401, 404, 405])('says so by %i to POST', async (status) => {
    const server = await serve((request, response) => {
      if (request.method === 'POST') return response.writeHead(status).end()
      if (request.url?.startsWith('/token')) return response.end('{"token":"T"}')
      if (request.headers.authorization === 'Bearer T') return response.end('{}')
      response.writeHead(401, { 'www-authenticate': `Bearer realm="http://${request.headers.host}/token"` }).end()
    })
    const client = createClient(server.registry, { credential: { identityToken: new Secret('refresh') } })
    await getManifest(client, address)
    expect(server.seen.map((line) => line.split('?')[0])).toEqual([
      'GET /v2/team/app/manifests/1.0',
      'POST /token',
      'GET /token',
      'GET /v2/team/app/manifests/1.0',
    ])
    expect(server.headersSeen[2]?.authorization).toBe(`Basic ${Buffer.from('<token>:refresh').toString('base64')}`)
  })

  it('keeps the query of its realm, and hears of no service where none was named', async () => {
    const server = await serve((request, response) => {
      if (request.url?.startsWith('/token')) return response.end('{"token":"T"}')
      if (request.headers.authorization === 'Bearer T') return response.end('{}')
      response
        .writeHead(401, { 'www-authenticate': `Bearer realm="http://${request.headers.host}/token?tenant=a"` })
        .end()
    })
    await getManifest(createClient(server.registry), address)
    expect(server.seen[1]).toBe('GET /token?tenant=a&scope=repository%3Ateam%2Fapp%3Apull')
  })
})

describe('what a token server is asked', () => {
  const scopes = ['repository:team/app:pull,push', 'repository:other/base:pull']
  const request = { method: 'POST', path: '/v2/team/app/blobs/uploads/?mount=x&from=other/base', scopes } as const
  const asksForTokens =
    (forms: string[]): Handler =>
    async (incoming, response) => {
      if (incoming.headers.authorization === 'Bearer T') return response.writeHead(201).end()
      if (incoming.url?.startsWith('/token')) {
        for await (const chunk of incoming) forms.push(String(chunk))
        return response.end('{"access_token":"T"}')
      }
      const challenge = `Bearer realm="http://${incoming.headers.host}/token",service="s"`
      return response.writeHead(401, { 'www-authenticate': challenge }).end()
    }

  it.each([
    ['with a name and password', user(), `Basic ${Buffer.from('alice:wonderland-4711').toString('base64')}`],
    [
      'with the key file of a Google account',
      { username: '_json_key', password: new Secret('{\n "type": "service_account" }') },
      `Basic ${Buffer.from('_json_key:{\n "type": "service_account" }').toString('base64')}`,
    ],
    ['by nobody', undefined, undefined],
  ])(
    'by GET %s: each scope by itself, the wanted one first, and nothing else',
    async (_who, credential, authorization) => {
      const server = await serve(asksForTokens([]))
      await createClient(server.registry, credential && { credential }).request(request)
      expect(server.seen[1]).toBe(
        'GET /token?service=s&scope=repository%3Ateam%2Fapp%3Apull%2Cpush&scope=repository%3Aother%2Fbase%3Apull',
      )
      expect(server.headersSeen[1]?.authorization).toBe(authorization)
    },
  )

  it('by POST with an identity token: all scopes in one field, and nothing that would make a new identity', async () => {
    const forms: string[] = []
    const server = await serve(asksForTokens(forms))
    await createClient(server.registry, { credential: { identityToken: new Secret('refresh') } }).request(request)
    expect(server.seen[1]).toBe('POST /token')
    expect(server.headersSeen[1]).toMatchObject({ 'content-type': 'application/x-www-form-urlencoded' })
    expect(server.headersSeen[1]).not.toHaveProperty('authorization')
    expect(Object.fromEntries(new URLSearchParams(forms.join('')))).toEqual({
      grant_type: 'refresh_token',
      refresh_token: 'refresh',
      client_id: 'archipelago',
      service: 's',
      scope: scopes.join(' '),
    })
  })
})

describe('token replies', () => {
  it.each([
    [131_072, undefined],
    [131_073, 'too-large'],
  ])('of %i bytes are %s', async (length, kind) => {
    const server = await serve((request, response) => {
      if (request.url?.startsWith('/token')) return response.end('{"token":"T"}'.padEnd(length))
      if (request.headers.authorization === 'Bearer T') return response.end('{}')
      response.writeHead(401, { 'www-authenticate': `Bearer realm="http://${request.headers.host}/token"` }).end()
    })
    const found = await getManifest(createClient(server.registry), address).catch((error: unknown) => error)
    expect((found as { kind?: string }).kind).toBe(kind)
  })

  it.each([
    ['a web page', '<html><title>hello</title></html>'],
    ['an empty token', '{"token":""}'],
    ['no token', '{}'],
    ['a token with a line break', '{"token":"a\\r\\nx: y"}'],
    ['5 MB', JSON.stringify({ token: 'x'.repeat(5_000_000) })],
  ])('%s is an error that does not print it', async (_name, reply) => {
    const server = await serve((request, response) => {
      if (request.url?.startsWith('/token')) return response.end(reply)
      response.writeHead(401, { 'www-authenticate': `Bearer realm="http://${request.headers.host}/token"` }).end()
    })
    const error = await getManifest(createClient(server.registry), address).catch((caught: unknown) => caught)
    expect(error).toMatchObject({ name: 'RegistryError', kind: expect.stringMatching(/^(invalid-answer|too-large)$/) })
    expect(String(error)).not.toContain('hello')
  })
})

describe('parseTokenReply', () => {
  const nowMs = Date.parse('2026-01-01T00:00:00Z')
  const secondsOf = (reply: object) => {
    const issued = parseTokenReply(Buffer.from(JSON.stringify({ token: 'T', ...reply })), nowMs)
    return issued && (issued.expiresAtMs - nowMs) / 1000
  }

  it.each([
    [{}, 60],
    [{ expires_in: -1 }, 60],
    [{ expires_in: '300' }, 300],
    [{ expires_in: 1e12 }, 3_600],
    [{ expires_in: 'soon' }, 60],
    [{ expires_in: null }, 60],
    [{ expires_in: 300, issued_at: '2025-12-31T23:59:00Z' }, 240],
    [{ expires_in: 300, issued_at: '2027-01-01T00:00:00Z' }, 300],
    [{ expires_in: 300, issued_at: '2020-01-01T00:00:00Z' }, 300],
    [{ expires_in: 300, issued_at: 'noon' }, 300],
  ])('%j lasts %i seconds', (reply, expected) => {
    expect(secondsOf(reply)).toBe(expected)
  })

  it.each([
    [{ token: 'one', access_token: 'two' }, 'two'],
    [{ token: 'one', access_token: '' }, 'one'],
    [{ token: undefined, access_token: 'two' }, 'two'],
    [{ token: 'x'.repeat(32_768) }, 'x'.repeat(32_768)],
    [{ token: 'x'.repeat(32_769) }, undefined],
  ])('of %j the token is %s', (reply, expected) => {
    expect(parseTokenReply(Buffer.from(JSON.stringify(reply)), nowMs)?.token.reveal()).toBe(expected)
  })

  it('is a token that may go into a header, or nothing, for any reply', () => {
    const reply = fc.record(
      { token: fc.anything(), access_token: fc.string(), expires_in: fc.anything(), refresh_token: fc.anything() },
      { requiredKeys: [] },
    )
    const text = reply.map((value) => JSON.stringify(value, (_key, item) => (typeof item === 'bigint' ? 1 : item)))
    fc.assert(
      fc.property(fc.oneof(text, fc.string()), (document) => {
        const issued = parseTokenReply(Buffer.from(document), nowMs)
        const isSafe = (secret: Secret | undefined) => secret === undefined || /^[\x21-\x7e]+$/.test(secret.reveal())
        return (
          issued === undefined || (isSafe(issued.token) && isSafe(issued.refreshToken) && issued.expiresAtMs > nowMs)
        )
      }),
    )
  })
})

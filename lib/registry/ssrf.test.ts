/**
 * Everything by which a stranger, a registry or an image could send this server somewhere; at each of those places sits a canary. All
 * of them are on this machine: also with a guard taken out, nothing leaves it. Public answers stand in egress.test.ts, unconnected.
 */
import type { IncomingHttpHeaders } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { mediaTypes } from '@/lib/oci/media-type'
import { mountBlob } from './blobs'
import { type Canary, startCanary } from './canary.fixture'
import { createRegistryClient } from './client'
import { copyBlob } from './copy-blob'
import { type Outgoing, send } from './egress'
import { RegistryError } from './errors'
import { createHostPolicy, type HostPolicy } from './host-policy'
import { getManifest, putManifest } from './manifests'
import { ping } from './ping'
import { listTags } from './tags'
import { createClient, type Handler, startServer, type TestServer, user } from './test-server'
import { TokenStore } from './token'

/** What the resolver says, one list a question; nobody else is ever asked, and every answer is on this machine. */
const names = new Map<string, string[][]>()
vi.mock('node:dns', async (original) => ({
  ...(await original<typeof import('node:dns')>()),
  lookup: (hostname: string, _options: object, callback: (error: Error | null, addresses: object[]) => void) => {
    // a host that answers nothing is one whose lookup never ends: the connection's deadline holds for both
    if (hostname === 'filtered.example') return
    const answers = names.get(hostname)
    const answer = answers && answers.length > 1 ? answers.shift() : answers?.[0]
    const unknown = Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), { code: 'ENOTFOUND' })
    const list = (answer ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    callback(answer ? null : unknown, list)
  },
}))

const secret = 'ssrf-secret+/=4711'
const digest = computeDigest('{}')
const servers: TestServer[] = []
let headersSeen: IncomingHttpHeaders[] = []
let canaries: Canary[] = []
/** The registry's own port at another loopback address, which stands for a neighbour of this server. */
let neighbour: Canary
let home: TestServer
let answer: Handler

beforeAll(async () => {
  home = await startServer((request, response) => answer(request, response))
  const port = Number(home.registry.split(':')[1])
  neighbour = await startCanary({ host: '127.0.0.2', port })
  canaries = [neighbour, await startCanary(), await startCanary({ host: '::1' })]
})
afterAll(async () => {
  await Promise.all([home, ...canaries].map(({ close }) => close()))
})
beforeEach(() => {
  names.clear()
  headersSeen = []
})
afterEach(async () => {
  for (const server of servers.splice(0)) {
    headersSeen.push(...server.headersSeen)
    await server.close()
  }
  expect(canaries.map(({ connections }) => connections())).toEqual(canaries.map(() => 0))
})

async function serve(handler: Handler): Promise<TestServer> {
  const server = await startServer(handler)
  servers.push(server)
  return server
}

const failureOf = (promise: Promise<unknown>): Promise<RegistryError> =>
  promise.then(
    () => {
      throw new Error('it went through')
    },
    (error: unknown) => {
      if (error instanceof RegistryError) return error
      throw error
    },
  )

/** As strangers ask, but on any port, so that the address alone decides. */
const anyPort: HostPolicy = {
  endpoint: (registry) => ({
    origin: new URL(`https://${registry}`).origin,
    allowsPrivate: false,
    isListed: false,
    isGuarded: true,
  }),
}
const guarded = createHostPolicy({ plainHttp: [], isGuarded: true })

function strangersClient(registry: string, policy: HostPolicy = anyPort) {
  return createRegistryClient({
    registry,
    policy,
    credentials: { find: async () => user(secret) },
    tokens: new TokenStore(),
    timeouts: { connectMs: 300, headersMs: 1_000, totalMs: 2_000 },
  })
}

const hiddenWords = /^\S+ cannot be reached from here\. Check the address, or ask whoever runs this site\.$/

describe('a registry’s own address, named by a stranger', () => {
  const spellings = [
    '127.0.0.1',
    '127.0.0.2',
    '127.1',
    '0x7f.1',
    '0x7f000001',
    '2130706433',
    '017700000001',
    '0177.0.0.1',
    '①②⑦.⓪.⓪.①',
    '１２７.０.０.１',
    '127。0。0。1',
    '0.0.0.0',
    '0',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[0:0:0:0:0:0:0:1]',
  ]
  it.each(spellings)('%s leads nowhere', async (host) => {
    const asked = canaries.map(async ({ port }) => {
      expect((await failureOf(ping(strangersClient(`${host}:${port}`)))).message).toMatch(hiddenWords)
      expect((await failureOf(ping(strangersClient(`${host}:${port}`, guarded)))).kind).toBe('not-allowed')
    })
    await Promise.all(asked)
  })

  const resolved: [name: string, ...answers: string[][]][] = [
    ['localhost', ['127.0.0.1', '::1']],
    ['localhost.', ['127.0.0.1']],
    ['app.localhost', ['127.0.0.1']],
    ['127.0.0.1.nip.example', ['127.0.0.1']],
    ['six.example', ['::1']],
    ['mapped.example', ['::ffff:127.0.0.1']],
    ['any.example', ['0.0.0.0']],
    ['neighbour.example', ['127.0.0.2']],
    ['several.example', ['127.0.0.1', '127.0.0.2', '::1']],
    ['rebinding.example', ['127.0.0.2'], ['127.0.0.1'], ['::1']],
  ]
  it.each(resolved)('%s, resolved to %j, leads nowhere', async (host, ...answers) => {
    names.set(host, answers)
    const asked = [...answers, ...canaries].flatMap(() =>
      canaries.map(({ port }) => failureOf(ping(strangersClient(`${host}:${port}`)))),
    )
    for (const { message } of await Promise.all(asked)) expect(message).toMatch(hiddenWords)
  })

  it.each([22, 25, 80, 2375, 6379, 8080, 9200])('port %i is refused before the name is looked up', async (port) => {
    names.set('registry.example', [['127.0.0.1']])
    const error = await failureOf(ping(strangersClient(`registry.example:${port}`, guarded)))
    expect(error.message).toContain('registries do not live on this port')
  })

  it.each(['a@127.0.0.1', '127.0.0.1/x', '127.0.0.1#', '127.0.0.1?x', 'a b', '\\127.0.0.1', '%31%32%37.0.0.1'])(
    '%s is no registry',
    async (host) => {
      expect((await failureOf(ping(strangersClient(host, guarded)))).message).toMatch(/not a registry’s address/)
    },
  )
})

describe('what a stranger is told', () => {
  it('is the same for closed, forbidden, unknown and silent hosts', async () => {
    const open = await serve((_request, response) => response.end('this speaks no TLS'))
    const closed = await startCanary()
    await closed.close()
    names.set('forbidden.example', [['127.0.0.1']])
    const listed = createHostPolicy({ plainHttp: [], allow: ['localhost'], isGuarded: true })
    names.set('localhost', [['127.0.0.1']])
    const told = await Promise.all([
      failureOf(ping(strangersClient('filtered.example:5000', guarded))),
      failureOf(ping(strangersClient('forbidden.example:5000', guarded))),
      failureOf(ping(strangersClient('unknown.example:5000', guarded))),
      failureOf(ping(strangersClient(`localhost:${closed.port}`, listed))),
      failureOf(
        ping(
          strangersClient(open.registry.replace('127.0.0.1', 'localhost'), {
            endpoint: (registry) => ({ ...listed.endpoint(registry), origin: `https://${registry}` }),
          }),
        ),
      ),
    ])
    const facts = told.map(({ kind, message, status, codes, retryAfterSeconds, registry }) => ({
      kind,
      message: message.replace(registry, 'R'),
      status,
      codes,
      retryAfterSeconds,
    }))
    expect(new Set(facts.map((fact) => JSON.stringify(fact))).size).toBe(1)
    expect(told[0]?.message).toMatch(hiddenWords)
  })
})

describe('where a registry points', () => {
  const places = () => {
    const port = home.registry.split(':')[1]
    names.set('neighbour.example', [['127.0.0.2']])
    names.set('rebinding.example', [['127.0.0.2', '::1'], ['127.0.0.2']])
    return [
      `https://127.0.0.2:${port}/x`,
      `https://neighbour.example:${port}/x`,
      `https://rebinding.example:${port}/x`,
      `http://neighbour.example:${port}/x`,
      `//neighbour.example:${port}/x`,
      `https://127.1:${canaries[1]?.port}/x`,
      `https://[::1]:${canaries[2]?.port}/x`,
      `http://localhost:${canaries[1]?.port}/x`,
      `https://user:pass@neighbour.example:${port}/x`,
    ]
  }
  const client = () => createClient(home.registry, { credential: user(secret) })

  it('as realm of its tokens is not asked', async () => {
    for (const realm of places()) {
      answer = (_request, response) =>
        response.writeHead(401, { 'www-authenticate': `Bearer realm="${realm}",service="s"` }).end()
      expect((await failureOf(getManifest(client(), { repository: 'a/b', name: '1' }))).kind).toMatch(
        /^(not-allowed|unreachable)$/,
      )
    }
  })

  it('by a redirect is not followed', async () => {
    for (const location of places()) {
      answer = (_request, response) => response.writeHead(307, { location }).end()
      expect((await failureOf(getManifest(client(), { repository: 'a/b', name: '1' }))).kind).toMatch(
        /^(not-allowed|unreachable)$/,
      )
    }
  })

  it('by a redirect of a write is not followed, wherever it leads', async () => {
    for (const location of [...places(), '/elsewhere']) {
      answer = (_request, response) => response.writeHead(307, { location }).end()
      const manifest = { repository: 'a/b', name: digest, bytes: Buffer.from('{}'), mediaType: mediaTypes.ociManifest }
      await failureOf(putManifest(client(), manifest))
    }
    expect(home.seen.filter((line) => line.includes('elsewhere'))).toEqual([])
  })

  it('by a Link is asked of the registry itself', async () => {
    for (const place of places()) {
      let pages = 0
      answer = (_request, response) => {
        pages += 1
        response.setHeader('link', pages === 1 ? `<${place}/v2/a/b/tags/list?last=1>; rel="next"` : '')
        response.end(JSON.stringify({ name: 'a/b', tags: [`t${pages}`] }))
      }
      await listTags(client(), { repository: 'a/b' }).catch((error: unknown) => {
        expect(error).toBeInstanceOf(RegistryError)
      })
    }
  })

  it('by the Location of an upload is refused', async () => {
    for (const location of places()) {
      answer = (request, response) => {
        if (request.method === 'POST') response.writeHead(202, { location }).end()
        else response.writeHead(404).end()
      }
      await mountBlob(client(), { repository: 'a/b', digest, from: 'c/d' }).catch(() => undefined)
      const copy = copyBlob({
        from: { client: client(), repository: 'c/d' },
        to: { client: client(), repository: 'a/b' },
        digest,
        size: 2,
      })
      expect((await failureOf(copy)).kind).toBe('invalid-answer')
    }
  })

  it('gets no sign-in to see at another host or another port', async () => {
    const store = await serve((_request, response) => response.end('{}'))
    const registry = await serve((request, response) => {
      if (request.headers.authorization === undefined)
        response.writeHead(401, { 'www-authenticate': 'Basic realm="r"' }).end()
      else response.writeHead(307, { location: `${store.origin}/blob` }).end()
    })
    const allowed = createClient(registry.registry, { credential: user(secret), plainHttp: [store.registry] })
    await getManifest(allowed, { repository: 'a/b', name: '1' }).catch(() => undefined)
    expect(store.seen).toEqual(['GET /blob'])
    const forms = [secret, Buffer.from(secret).toString('base64'), encodeURIComponent(secret)]
    const basic = Buffer.from(`alice:${secret}`).toString('base64')
    const text = JSON.stringify(store.headersSeen) + store.seen.join()
    for (const form of [...forms, basic]) expect(text).not.toContain(form)
    expect(JSON.stringify(registry.headersSeen)).toContain(basic)
  })
})

describe('what a document names', () => {
  it('is never fetched: urls of layers, links in annotations', async () => {
    const link = `http://127.0.0.1:${canaries[1]?.port}/x`
    const manifest = JSON.stringify({
      schemaVersion: 2,
      mediaType: mediaTypes.ociManifest,
      config: { mediaType: mediaTypes.ociConfig, digest, size: 2, urls: [link] },
      layers: [{ mediaType: 'application/vnd.oci.image.layer.nondistributable.v1.tar', digest, size: 2, urls: [link] }],
      annotations: { 'org.opencontainers.image.url': link, 'org.opencontainers.image.source': link },
    })
    answer = (_request, response) => {
      response.writeHead(200, { 'content-type': mediaTypes.ociManifest }).end(manifest)
    }
    const { bytes } = await getManifest(createClient(home.registry), { repository: 'a/b', name: '1' })
    expect(Buffer.from(bytes).toString()).toBe(manifest)
  })
})

describe('the environment and the programmer', () => {
  it('cannot put a proxy in between', async () => {
    const proxy = `http://127.0.0.1:${canaries[1]?.port}`
    for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy', 'ALL_PROXY']) vi.stubEnv(name, proxy)
    vi.stubEnv('NODE_USE_ENV_PROXY', '1')
    const registry = await serve((_request, response) => response.end('{}'))
    await ping(createClient(registry.registry))
    vi.unstubAllEnvs()
    expect(registry.seen).toEqual(['GET /v2/'])
  })

  it('cannot send to an address that nobody has judged', async () => {
    const outgoing = {
      url: new URL(`http://127.0.0.1:${canaries[1]?.port}/`),
      method: 'GET',
      headers: {},
      reach: 'loopback',
      timeouts: { connectMs: 300, headersMs: 300, totalMs: 600 },
      signal: AbortSignal.timeout(600),
    }
    await expect(send(outgoing as unknown as Outgoing)).rejects.toMatchObject({ code: 'ADDRESS_BLOCKED' })
  })
})

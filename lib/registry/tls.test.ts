import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { createSecureServer } from 'node:http2'
import { createServer, type ServerOptions } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect, promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startCanary } from './canary.fixture'
import { readTag } from './fault-acts.fixture'
import { clientOf, expectNoSecret, failureOf, secrets, serve as servePlain } from './fault-harness.fixture'
import { ping } from './ping'
import { createClient } from './test-server'

const run = promisify(execFile)
const registry = 'registry.example'

let folder: string
let ca: string
const closers: (() => Promise<void>)[] = []

const file = (name: string) => join(folder, name)
const read = (name: string) => readFile(file(name), 'utf8')
const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']

async function issue(name: string, options: { subject: string; days?: number }) {
  const { subject, days = 2 } = options
  const request = ['-keyout', file(`${name}.key`), '-out', file(`${name}.csr`), '-subj', `/CN=${subject}`]
  await run('openssl', ['req', ...key, ...request, '-addext', `subjectAltName=DNS:${subject}`])
  const authority = ['-CA', file('ca.pem'), '-CAkey', file('ca.key'), '-CAcreateserial', '-copy_extensions', 'copy']
  const paths = ['-in', file(`${name}.csr`), '-out', file(`${name}.pem`)]
  await run('openssl', ['x509', '-req', ...paths, ...authority, '-days', String(days)])
  return { cert: await read(`${name}.pem`), key: await read(`${name}.key`) }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archipelago-tls-'))
  const paths = ['-keyout', file('ca.key'), '-out', file('ca.pem'), '-subj', '/CN=Own authority', '-days', '2']
  await run('openssl', ['req', '-x509', ...key, ...paths])
  ca = await read('ca.pem')
})
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})
afterAll(() => rm(folder, { recursive: true }))

/** Connections that are not closed yet. */
function countSockets(server: Server): () => number {
  let open = 0
  server.on('connection', (socket) => {
    open += 1
    socket.on('close', () => {
      open -= 1
    })
  })
  return () => open
}

/** A registry behind TLS on loopback; `seen` holds the requests that got through the handshake. */
async function serve(
  options: ServerOptions,
  answer: (response: ServerResponse) => unknown = (response) => response.setHeader('connection', 'close').end('{}'),
) {
  const seen: string[] = []
  const server = createServer(options, (request, response) => {
    seen.push(`${request.headers.authorization ?? 'nobody'} ${request.url}`)
    answer(response)
  })
  server.on('tlsClientError', () => {})
  const openSockets = countSockets(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()))
  return { endpoint: `https://localhost:${(server.address() as AddressInfo).port}`, seen, openSockets }
}

type Options = NonNullable<Parameters<typeof clientOf>[1]>

/** What there is to say of a handshake that came to nothing: not a request got through, and nothing is left open. */
async function expectUnreachable(
  { seen = [], openSockets }: { seen?: string[]; openSockets: () => number },
  { words = '', ...options }: Options & { words?: string },
) {
  const requests = seen.length
  const { client, notes } = clientOf(registry, options)
  const error = await failureOf(ping(client))
  expect(error).toMatchObject({ kind: 'unreachable', retryable: false, registry })
  expect(error.message).toContain(registry)
  expect(error.message).toContain(words)
  expect(seen).toHaveLength(requests)
  expectNoSecret(error, notes)
  await expect.poll(openSockets).toBe(0)
}

describe('TLS: a registry', () => {
  it('with an authority of its own is reached when the settings name that, and not from other registries', async () => {
    const server = await serve(await issue('good', { subject: 'localhost' }))
    const { endpoint, seen } = server
    await ping(createClient(registry, { settings: { endpoint, ca } }))
    expect(seen).toEqual(['nobody /v2/'])
    await expectUnreachable(server, { settings: { endpoint }, words: 'authority that is not known here' })
  })

  it.each([
    ['expired', { subject: 'localhost', days: -1 }, 'has expired'],
    ['of another name', { subject: 'other.example' }, 'made out to another name'],
  ])('that is %s is told apart, and asked once', async (name, certificate, words) => {
    const server = await serve(await issue(name.replaceAll(' ', '-'), certificate))
    await expectUnreachable(server, { settings: { endpoint: server.endpoint, ca }, words })
  })

  it('that vouches for itself is told apart, and asked once', async () => {
    const server = await serve({ cert: ca, key: await read('ca.key') })
    const words = 'comes from an authority that is not known here'
    await expectUnreachable(server, { settings: { endpoint: server.endpoint }, words })
  })

  it('that speaks HTTP/2 alone is not reached', async () => {
    const server = createSecureServer({ ...(await issue('h2', { subject: 'localhost' })), allowHTTP1: false })
    const openSockets = countSockets(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    closers.push(() => new Promise((resolve) => server.close(() => resolve())))
    const endpoint = `https://localhost:${(server.address() as AddressInfo).port}`
    await expectUnreachable({ openSockets }, { settings: { endpoint, ca }, words: 'does not answer over https' })
  })

  it('that speaks nothing newer than TLS 1.1 is not reached', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const
    const server = await serve({ ...(await issue('old', { subject: 'localhost' })), ...old })
    const { endpoint } = server
    await expectUnreachable(server, { settings: { endpoint, ca }, words: 'does not answer over https' })
  })

  it('that speaks no TLS at all is not reached', async () => {
    const server = await servePlain((_request, response) => response.end('{}'))
    const endpoint = server.origin.replace('http:', 'https:')
    await expectUnreachable(server, { settings: { endpoint }, words: 'does not answer over https' })
  })

  it('that wants to know its clients gets the certificate for it, which prints nowhere', async () => {
    const certificate = await issue('mutual', { subject: 'localhost' })
    const mine = await issue('client', { subject: 'me' })
    const server = await serve({ ...certificate, ca, requestCert: true, rejectUnauthorized: true })
    const settings = { endpoint: server.endpoint, ca, clientCert: mine.cert, clientKey: mine.key }
    const { client, notes } = clientOf(registry, { settings })
    await ping(client)
    expect(server.seen).toHaveLength(1)
    const printed = inspect([client, notes], { depth: 9, showHidden: true })
    for (const line of mine.key.split('\n').filter(({ length }) => length > 40)) expect(printed).not.toContain(line)
    const { client: stranger, notes: others } = clientOf(registry, { settings: { endpoint: server.endpoint, ca } })
    const error = await failureOf(ping(stranger))
    expect(error).toMatchObject({ kind: 'unreachable', registry })
    expect(server.seen).toHaveLength(1)
    expectNoSecret(error, others)
  })

  it('is never spoken to over http because TLS fails', async () => {
    const server = await serve(await issue('strict', { subject: 'localhost' }))
    await expectUnreachable(server, { settings: { endpoint: server.endpoint } })
  })

  it('F22 that redirects to http is not followed there, not even to where that is allowed', async () => {
    const plain = await startCanary()
    const location = `http://127.0.0.1:${plain.port}/x?key=${secrets.query}`
    const server = await serve(await issue('downgrade', { subject: 'localhost' }), (response) =>
      response.writeHead(307, { location, connection: 'close' }).end(),
    )
    const { client, notes } = clientOf(registry, {
      settings: { endpoint: server.endpoint, ca },
      plainHttp: [`127.0.0.1:${plain.port}`],
    })
    const error = await failureOf(readTag(client))
    expect(error).toMatchObject({ kind: 'not-allowed', registry })
    expect(error.message).toContain(`redirects to http://127.0.0.1:${plain.port}, which`)
    expect(server.seen).toHaveLength(1)
    expect(plain.connections()).toBe(0)
    expectNoSecret(error, notes)
    await expect.poll(server.openSockets).toBe(0)
    await plain.close()
  })
})

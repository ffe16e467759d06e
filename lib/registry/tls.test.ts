import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createSecureServer } from 'node:http2'
import { createServer, type ServerOptions } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { RegistryError } from './errors'
import { clientOf, expectNoSecret } from './fault-harness.fixture'
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
async function serve(options: ServerOptions) {
  const seen: string[] = []
  const server = createServer(options, (request, response) => {
    seen.push(`${request.headers.authorization ?? 'nobody'} ${request.url}`)
    response.end('{}')
  })
  server.on('tlsClientError', () => {})
  const openSockets = countSockets(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()))
  return { endpoint: `https://localhost:${(server.address() as AddressInfo).port}`, seen, openSockets }
}

async function failureOf(work: Promise<unknown>): Promise<RegistryError> {
  const error = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  )
  if (error instanceof RegistryError) return error
  throw new Error(`no RegistryError: ${String(error)}`)
}

describe('TLS: a registry', () => {
  it('with an authority of its own is reached when the settings name that, and not from other registries', async () => {
    const { endpoint, seen } = await serve(await issue('good', { subject: 'localhost' }))
    await ping(createClient(registry, { settings: { endpoint, ca } }))
    expect(seen).toEqual(['nobody /v2/'])
    const error = await failureOf(ping(createClient(registry, { settings: { endpoint } })))
    expect(error).toMatchObject({ kind: 'unreachable', retryable: false })
    expect(error.message).toContain('authority that is not known here')
    expect(seen).toHaveLength(1)
  })

  it.each([
    ['expired', { subject: 'localhost', days: -1 }, 'has expired'],
    ['of another name', { subject: 'other.example' }, 'made out to another name'],
  ])('that is %s is told apart, and asked once', async (name, certificate, sentence) => {
    const { endpoint, seen, openSockets } = await serve(await issue(name.replaceAll(' ', '-'), certificate))
    const { client, notes } = clientOf(registry, { settings: { endpoint, ca } })
    const error = await failureOf(ping(client))
    expect(error).toMatchObject({ kind: 'unreachable', retryable: false })
    expect(error.message).toContain(sentence)
    expect(error.message).toContain(registry)
    expect(seen).toEqual([])
    expectNoSecret(error, notes)
    await expect.poll(openSockets).toBe(0)
  })

  it('that vouches for itself is told apart, and asked once', async () => {
    const { endpoint, seen, openSockets } = await serve({ cert: ca, key: await read('ca.key') })
    const { client, notes } = clientOf(registry, { settings: { endpoint } })
    const error = await failureOf(ping(client))
    expect(error).toMatchObject({ kind: 'unreachable', retryable: false, registry })
    expect(error.message).toContain('comes from an authority that is not known here')
    expect(seen).toEqual([])
    expectNoSecret(error, notes)
    await expect.poll(openSockets).toBe(0)
  })

  it('that speaks HTTP/2 alone is not reached', async () => {
    const server = createSecureServer({ ...(await issue('h2', { subject: 'localhost' })), allowHTTP1: false })
    const sockets = countSockets(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    closers.push(() => new Promise((resolve) => server.close(() => resolve())))
    const endpoint = `https://localhost:${(server.address() as AddressInfo).port}`
    const { client, notes } = clientOf(registry, { settings: { endpoint, ca } })
    const error = await failureOf(ping(client))
    expect(error).toMatchObject({ kind: 'unreachable', retryable: false, registry })
    expectNoSecret(error, notes)
    await expect.poll(sockets).toBe(0)
  })

  it('that speaks nothing newer than TLS 1.1 is not reached', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const
    const { endpoint, seen, openSockets } = await serve({ ...(await issue('old', { subject: 'localhost' })), ...old })
    const { client, notes } = clientOf(registry, { settings: { endpoint, ca } })
    const error = await failureOf(ping(client))
    expect(error).toMatchObject({ kind: 'unreachable', retryable: false })
    expect(seen).toEqual([])
    expectNoSecret(error, notes)
    await expect.poll(openSockets).toBe(0)
  })

  it('that wants to know its clients gets the certificate for it, which prints nowhere', async () => {
    const server = await issue('mutual', { subject: 'localhost' })
    const client = await issue('client', { subject: 'me' })
    const { endpoint, seen } = await serve({ ...server, ca, requestCert: true, rejectUnauthorized: true })
    const settings = { endpoint, ca, clientCert: client.cert, clientKey: client.key }
    await ping(createClient(registry, { settings }))
    expect(seen).toHaveLength(1)
    const error = await failureOf(ping(createClient(registry, { settings: { endpoint, ca } })))
    expect(error.kind).toBe('unreachable')
    expect(seen).toHaveLength(1)
  })

  it('is never spoken to over http because TLS fails', async () => {
    const { endpoint, seen } = await serve(await issue('strict', { subject: 'localhost' }))
    await failureOf(ping(createClient(new URL(endpoint).host, { settings: { endpoint } })))
    expect(seen).toEqual([])
  })
})

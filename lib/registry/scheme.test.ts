/** http and https of one registry: up, and never down. */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { ping } from './ping'
import { createClient, type Handler, startServer, user } from './test-server'

const closers: (() => Promise<void>)[] = []
let folder: string
let certificate: { cert: string; key: string }
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archipelago-scheme-'))
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  await promisify(execFile)('openssl', ['req', ...kind, ...subject, '-keyout', keyFile, '-out', certFile])
  certificate = { cert: await readFile(certFile, 'utf8'), key: await readFile(keyFile, 'utf8') }
})
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})
afterAll(() => rm(folder, { recursive: true }))

/** Behind TLS on loopback; `seen` holds who asked for what. */
async function serveTls(handler: Handler) {
  const seen: string[] = []
  const server = createServer(certificate, (request, response) => {
    seen.push(`${request.headers.authorization ?? 'nobody'}: ${request.method} ${request.url}`)
    handler(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()))
  return { endpoint: `https://localhost:${(server.address() as AddressInfo).port}`, seen }
}
async function servePlain(handler: Handler) {
  const server = await startServer(handler)
  closers.push(server.close)
  return server
}

const basic = `Basic ${Buffer.from('alice:wonderland-4711').toString('base64')}`
const wantsSignIn: Handler = (request, response) => {
  if (request.headers.authorization) return response.end('{}')
  response.writeHead(401, { 'www-authenticate': 'Basic realm="r"' }).end()
}

it('a registry that sends on from http to https is spoken to over https from then on, with the sign-in', async () => {
  const { endpoint, seen } = await serveTls(wantsSignIn)
  const plain = await servePlain((request, response) =>
    response.writeHead(301, { location: endpoint + request.url }).end(),
  )
  const host = plain.registry.replace('127.0.0.1', 'localhost')
  const settings = { ca: certificate.cert, trusted: ['localhost'] }
  const client = createClient(host, { credential: user(), settings })
  await ping(client)
  await client.request({ method: 'DELETE', path: '/v2/a/b/manifests/1', scopes: [] })
  expect(seen).toEqual(['nobody: GET /v2/', `${basic}: GET /v2/`, `${basic}: DELETE /v2/a/b/manifests/1`])
  expect(plain.seen).toEqual(['GET /v2/'])
  expect(`https://${client.host}`).toBe(endpoint)
})

it('one that sends on to something else over https has not moved', async () => {
  const { endpoint, seen } = await serveTls((_request, response) => response.end('{}'))
  const plain = await servePlain((_request, response) =>
    response.writeHead(307, { location: `${endpoint}/store` }).end(),
  )
  const host = plain.registry.replace('127.0.0.1', 'localhost')
  const client = createClient(host, { settings: { ca: certificate.cert, trusted: ['localhost'] } })
  for (let count = 0; count < 2; count += 1) await ping(client)
  expect(seen).toEqual(['nobody: GET /store', 'nobody: GET /store'])
  expect(plain.seen).toEqual(['GET /v2/', 'GET /v2/'])
})

it('one that sends on from https to http is not followed', async () => {
  const plain = await servePlain((_request, response) => response.end('{}'))
  const { endpoint } = await serveTls((_request, response) =>
    response.writeHead(307, { location: `${plain.origin}/v2/` }).end(),
  )
  // listed, so that nothing but the missing TLS speaks against it
  const settings = { endpoint, ca: certificate.cert }
  const client = createClient('registry.example', { settings, plainHttp: [plain.registry] })
  await expect(ping(client)).rejects.toMatchObject({ kind: 'not-allowed' })
  expect(plain.seen).toEqual([])
})

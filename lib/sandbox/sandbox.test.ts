import { createServer, get } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { listen } from './listen'
import { type Sandbox, startSandbox } from './sandbox'

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox({ port: 0, images: false })
})
afterEach(() => sandbox.close())

test('says that it is a registry', async () => {
  const response = await fetch(`${sandbox.url}/v2/`)
  expect(response.status).toBe(200)
  expect(response.headers.get('docker-distribution-api-version')).toBe('registry/2.0')
  expect(sandbox.registry).toBe(`localhost:${sandbox.port}`)
})

test.each([
  { path: '/', status: 404, code: 'UNSUPPORTED' },
  { path: '/v2/name', status: 404, code: 'UNSUPPORTED' },
  { path: '/v2/Upper/tags/list', status: 400, code: 'NAME_INVALID' },
  { path: '/v2/a..b/manifests/latest', status: 400, code: 'NAME_INVALID' },
  { path: `/v2/${'a'.repeat(256)}/tags/list`, status: 400, code: 'NAME_INVALID' },
  { path: '/v2/manifests/tags/blobs/manifests/latest', status: 404, code: 'MANIFEST_UNKNOWN' },
  { path: '/v2/a/tags/list', method: 'PUT', status: 405, code: 'UNSUPPORTED', allow: 'GET' },
  { path: '/v2/a/blobs/uploads/', method: 'GET', status: 405, code: 'UNSUPPORTED', allow: 'POST' },
])('answers $method $path with $status $code', async ({ path, method = 'GET', status, code, allow = null }) => {
  const response = await fetch(`${sandbox.url}${path}`, { method })
  expect(response.status).toBe(status)
  expect(response.headers.get('content-type')).toBe('application/json')
  expect(response.headers.get('allow')).toBe(allow)
  expect(await response.json()).toMatchObject({ errors: [{ code }] })
})

test.each(['/v2/a/../b/manifests/latest', '/v2/a/%2e%2e/b/manifests/latest', '/v2/%zz/manifests/latest'])(
  'does not fold or forgive the path %s',
  async (path) => {
    const status = await new Promise((resolve) => {
      get({ port: sandbox.port, host: '127.0.0.1', path, agent: false }, ({ statusCode }) => resolve(statusCode))
    })
    expect(status).toBe(400)
    expect(sandbox.requests).toMatchObject([{ path, status: 400 }])
  },
)

test('logs what was asked, with the query and the answer’s status', async () => {
  await fetch(`${sandbox.url}/v2/a/tags/list?n=1`, { headers: { 'X-Trace': '7' } })
  await fetch(`${sandbox.url}/v2/`, { method: 'HEAD' })
  expect(sandbox.requests).toMatchObject([
    { method: 'GET', path: '/v2/a/tags/list?n=1', status: 404, headers: { 'x-trace': '7' } },
    { method: 'HEAD', path: '/v2/', status: 200 },
  ])
})

test('keeps the last thousand requests of the log', async () => {
  for (let batch = 0; batch < 21; batch += 1)
    await Promise.all(Array.from({ length: 50 }, () => fetch(`${sandbox.url}/v2/`, { method: 'HEAD' })))
  expect(sandbox.requests).toHaveLength(1000)
})

test('takes another port only where it may', async () => {
  const { port } = sandbox
  await expect(startSandbox({ port, images: false })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  const other = await startSandbox({ port, fallbackPort: true, images: false })
  expect(other.port).not.toBe(port)
  expect((await fetch(`${other.url}/v2/`)).status).toBe(200)
  await other.close()
})

test('refuses to start where listening is impossible for another reason', async () => {
  const server = createServer()
  await expect(listen(server, { host: '192.0.2.1', port: 0, fallbackPort: true })).rejects.toMatchObject({
    code: 'EADDRNOTAVAIL',
  })
})

test('answers nobody any more once closed', async () => {
  await sandbox.close()
  await expect(fetch(`${sandbox.url}/v2/`)).rejects.toThrow('fetch failed')
})

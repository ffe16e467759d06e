import { afterEach, beforeEach, expect, test } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { type Sandbox, startSandbox } from './sandbox'

const bytes = Buffer.from('0123456789')
const digest = computeDigest(bytes)
const sha512 = computeDigest(bytes, 'sha512')
const absent = `sha256:${'0'.repeat(64)}`

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox({ port: 0, images: false })
  sandbox.store.putBlob({ repository: 'org/app', digest, bytes })
  sandbox.store.putBlob({ repository: 'org/app', digest: sha512, bytes })
})
afterEach(() => sandbox.close())

const ask = (reference: string, init: RequestInit = {}) => fetch(`${sandbox.url}/v2/org/app/blobs/${reference}`, init)

test.each([digest, sha512])('gives %s', async (name) => {
  const response = await ask(name)
  expect(response.status).toBe(200)
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'docker-content-digest': name,
    'content-length': '10',
    'content-type': 'application/octet-stream',
    'accept-ranges': 'bytes',
  })
  expect(await response.text()).toBe('0123456789')
})

test('answers HEAD as GET, without the body', async () => {
  const response = await ask(digest, { method: 'HEAD' })
  expect(response.status).toBe(200)
  expect(response.headers.get('content-length')).toBe('10')
  expect(await response.text()).toBe('')
})

test('answers 304 to who has it already', async () => {
  expect((await ask(digest, { headers: { 'If-None-Match': `"${digest}"` } })).status).toBe(304)
})

test.each([
  { range: 'bytes=0-3', status: 206, text: '0123', contentRange: 'bytes 0-3/10' },
  { range: 'bytes=8-', status: 206, text: '89', contentRange: 'bytes 8-9/10' },
  { range: 'bytes=8-99', status: 206, text: '89', contentRange: 'bytes 8-9/10' },
  { range: 'bytes=-3', status: 206, text: '789', contentRange: 'bytes 7-9/10' },
  { range: 'bytes=-99', status: 206, text: '0123456789', contentRange: 'bytes 0-9/10' },
  { range: 'bytes=5-2', status: 200, text: '0123456789', contentRange: null },
  { range: 'bytes=0-1,4-5', status: 200, text: '0123456789', contentRange: null },
  { range: 'items=0-1', status: 200, text: '0123456789', contentRange: null },
])('answers Range: $range with $status', async ({ range, status, text, contentRange }) => {
  const response = await ask(digest, { headers: { Range: range } })
  expect(response.status).toBe(status)
  expect(response.headers.get('content-range')).toBe(contentRange)
  expect(await response.text()).toBe(text)
})

test.each(['bytes=10-', 'bytes=-0'])('answers Range: %s, which is outside, with 416', async (range) => {
  const response = await ask(digest, { headers: { Range: range } })
  expect(response.status).toBe(416)
  expect(response.headers.get('content-range')).toBe('bytes */10')
})

test.each([
  { reference: absent, method: 'GET', status: 404, code: 'BLOB_UNKNOWN' },
  { reference: absent, method: 'DELETE', status: 404, code: 'BLOB_UNKNOWN' },
  { reference: 'sha256:12', method: 'GET', status: 400, code: 'DIGEST_INVALID' },
  { reference: 'latest', method: 'GET', status: 400, code: 'DIGEST_INVALID' },
])('answers $method $reference with $status $code', async ({ reference, method, status, code }) => {
  const response = await ask(reference, { method })
  expect(response.status).toBe(status)
  expect(await response.json()).toMatchObject({ errors: [{ code }] })
})

test('deletes from one repository alone', async () => {
  sandbox.store.putBlob({ repository: 'org/other', bytes })
  expect((await ask(digest, { method: 'DELETE' })).status).toBe(202)
  expect((await ask(digest)).status).toBe(404)
  expect((await fetch(`${sandbox.url}/v2/org/other/blobs/${digest}`)).status).toBe(200)
})

test('deletes nothing where that is switched off', async () => {
  const strict = await startSandbox({ port: 0, images: false, deleteEnabled: false })
  strict.store.putBlob({ repository: 'a', bytes })
  expect((await fetch(`${strict.url}/v2/a/blobs/${digest}`, { method: 'DELETE' })).status).toBe(405)
  expect(strict.store.getBlob('a', digest)).toBe(bytes)
  await strict.close()
})

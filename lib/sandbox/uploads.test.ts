import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { type Sandbox, startSandbox } from './sandbox'

const text = 'hello, world'
const digest = computeDigest(text)
const absent = `sha256:${'0'.repeat(64)}`

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox({ port: 0, images: false, maxBlobBytes: 1000 })
})
afterEach(() => sandbox.close())

const stored = (repository = 'org/app', name = digest) => sandbox.store.getBlob(repository, name)
const post = (query = '', body?: string) =>
  fetch(`${sandbox.url}/v2/org/app/blobs/uploads/${query}`, { method: 'POST', ...(body === undefined ? {} : { body }) })

async function start(): Promise<string> {
  const response = await post()
  expect(response.status).toBe(202)
  return `${sandbox.url}${response.headers.get('location')}`
}

async function errorOf(response: Response): Promise<{ status: number; code: string }> {
  const { errors } = await response.json()
  return { status: response.status, code: errors[0].code }
}

const chunk = (location: string, { body, range }: { body: string; range?: string }) =>
  fetch(location, { method: 'PATCH', body, ...(range === undefined ? {} : { headers: { 'Content-Range': range } }) })

describe('in one piece', () => {
  test.each([digest, computeDigest(text, 'sha512')])('by POST, as %s', async (name) => {
    const response = await post(`?digest=${name}`, text)
    expect(response.status).toBe(201)
    expect(response.headers.get('location')).toBe(`/v2/org/app/blobs/${name}`)
    expect(response.headers.get('docker-content-digest')).toBe(name)
    expect(await (await fetch(`${sandbox.url}${response.headers.get('location')}`)).text()).toBe(text)
  })

  test('by POST and PUT', async () => {
    const response = await fetch(`${await start()}?digest=${digest}`, { method: 'PUT', body: text })
    expect(response.status).toBe(201)
    expect(Buffer.from(stored() ?? []).toString()).toBe(text)
  })

  test.each([
    { why: 'another digest', query: `?digest=${absent}`, body: text, status: 400, code: 'DIGEST_INVALID' },
    { why: 'half a digest', query: '?digest=sha256:12', body: text, status: 400, code: 'DIGEST_INVALID' },
    { why: 'an unknown algorithm', query: '?digest-algorithm=md5', body: '', status: 400, code: 'DIGEST_INVALID' },
    { why: 'too much', query: `?digest=${digest}`, body: 'x'.repeat(1001), status: 413, code: 'SIZE_INVALID' },
  ])('not with $why', async ({ query, body, status, code }) => {
    expect(await errorOf(await post(query, body))).toEqual({ status, code })
    expect(sandbox.store.hasRepository('org/app')).toBe(false)
  })

  test('ends the session when the digest turns out wrong', async () => {
    const location = await start()
    const response = await fetch(`${location}?digest=${absent}`, { method: 'PUT', body: text })
    expect(await errorOf(response)).toEqual({ status: 400, code: 'DIGEST_INVALID' })
    expect((await fetch(location)).status).toBe(404)
  })

  test.each(['', '?digest=', '?digest=sha256:12'])('keeps the session when PUT comes with %j', async (query) => {
    const location = await start()
    const response = await fetch(`${location}${query}`, { method: 'PUT', body: text })
    expect(await errorOf(response)).toEqual({ status: 400, code: 'DIGEST_INVALID' })
    expect((await fetch(location)).status).toBe(204)
  })
})

describe('in chunks', () => {
  test('in order, the last one with the PUT', async () => {
    const location = await start()
    const first = await chunk(location, { body: 'hello', range: '0-4' })
    expect(first.status).toBe(202)
    expect(first.headers.get('range')).toBe('0-4')
    const second = await chunk(`${sandbox.url}${first.headers.get('location')}`, { body: ', w', range: '5-7' })
    expect(second.headers.get('range')).toBe('0-7')
    const headers = { 'Content-Range': '8-11' }
    const last = await fetch(`${location}?digest=${digest}`, { method: 'PUT', body: 'orld', headers })
    expect(last.status).toBe(201)
    expect(Buffer.from(stored() ?? []).toString()).toBe(text)
    expect(sandbox.store.uploads.count).toBe(0)
  })

  test('without ranges, as Docker sends them', async () => {
    const location = await start()
    await chunk(location, { body: 'hello' })
    await chunk(location, { body: ', world' })
    expect((await fetch(`${location}?digest=${digest}`, { method: 'PUT' })).status).toBe(201)
  })

  test.each([
    { why: 'starts too far on', body: 'abc', range: '6-8', status: 416, code: 'RANGE_INVALID' },
    { why: 'starts again', body: 'abc', range: '0-2', status: 416, code: 'RANGE_INVALID' },
    { why: 'has a range that is none', body: 'abc', range: 'bytes 5-7/12', status: 416, code: 'RANGE_INVALID' },
    { why: 'ends before it starts', body: 'abc', range: '5-3', status: 416, code: 'RANGE_INVALID' },
    { why: 'is shorter than it says', body: 'abc', range: '5-99', status: 400, code: 'SIZE_INVALID' },
    { why: 'makes the blob too large', body: 'x'.repeat(996), range: '5-1000', status: 413, code: 'SIZE_INVALID' },
  ])('not one that $why; the upload can go on', async ({ body, range, status, code }) => {
    const location = await start()
    await chunk(location, { body: 'hello', range: '0-4' })
    expect(await errorOf(await chunk(location, { body, range }))).toEqual({ status, code })
    const state = await fetch(location)
    expect(state.status).toBe(204)
    expect(state.headers.get('range')).toBe('0-4')
    const rest = await fetch(`${location}?digest=${digest}`, { method: 'PUT', body: ', world' })
    expect(rest.status).toBe(201)
  })

  test('says with the 416 where to go on', async () => {
    const location = await start()
    await chunk(location, { body: 'hello', range: '0-4' })
    const response = await chunk(location, { body: 'x', range: '9-9' })
    expect(response.headers.get('range')).toBe('0-4')
    expect(`${sandbox.url}${response.headers.get('location')}`).toBe(location)
  })

  test('not after the upload is cancelled', async () => {
    const location = await start()
    expect((await fetch(location, { method: 'DELETE' })).status).toBe(204)
    for (const method of ['GET', 'PATCH', 'PUT', 'DELETE'])
      expect(await errorOf(await fetch(location, { method }))).toEqual({ status: 404, code: 'BLOB_UPLOAD_UNKNOWN' })
  })

  test('not in another repository', async () => {
    const location = (await start()).replace('org/app', 'org/other')
    expect(await errorOf(await fetch(location))).toEqual({ status: 404, code: 'BLOB_UPLOAD_UNKNOWN' })
  })

  test('keeps no more than 64 uploads open', async () => {
    const first = await start()
    for (let count = 0; count < 64; count += 1) await start()
    expect(sandbox.store.uploads.count).toBe(64)
    expect((await fetch(first)).status).toBe(404)
  })
})

describe('mounting', () => {
  beforeEach(() => {
    sandbox.store.putBlob({ repository: 'org/base', bytes: Buffer.from(text) })
  })

  test.each(['&from=org/base', ''])('takes the blob over with “%s”', async (from) => {
    const response = await post(`?mount=${digest}${from}`)
    expect(response.status).toBe(201)
    expect(response.headers.get('location')).toBe(`/v2/org/app/blobs/${digest}`)
    expect(Buffer.from(stored() ?? []).toString()).toBe(text)
  })

  test.each([
    { why: 'the repository lacks it', query: `?mount=${digest}&from=org/empty` },
    { why: 'nobody has it', query: `?mount=${absent}` },
  ])('begins an upload where $why', async ({ query }) => {
    const response = await post(query)
    expect(response.status).toBe(202)
    const location = `${sandbox.url}${response.headers.get('location')}?digest=${digest}`
    expect((await fetch(location, { method: 'PUT', body: text })).status).toBe(201)
  })

  test.each([
    { query: '?mount=sha256:12', code: 'DIGEST_INVALID' },
    { query: `?mount=${digest}&from=Org`, code: 'NAME_INVALID' },
  ])('refuses $query', async ({ query, code }) => {
    expect(await errorOf(await post(query))).toEqual({ status: 400, code })
  })
})

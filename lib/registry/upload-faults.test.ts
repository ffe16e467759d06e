import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import { mountBlob } from './blobs'
import { type Canary, startCanary } from './canary.fixture'
import type { RegistryClient } from './client'
import { copyBlob } from './copy-blob'
import { says } from './fault-acts.fixture'
import { clientOf, expectFailure, expectNoSecret, expectOvercome, secrets, serve } from './fault-harness.fixture'
import { createClient, type Handler } from './test-server'
import { startUploadDouble, type UploadDouble, type UploadManners } from './upload-double.fixture'
import { startUpload } from './upload-session'

const kibibyte = 1024
const layer = randomBytes(1000 * kibibyte)
const digest = computeDigest(layer)
const pieceBytes = 400 * kibibyte

/** A registry that would rather have an upload, and lets nobody end it. */
function startsUpload(location: string | (() => string)): Handler {
  return ({ method }, response) => {
    const stated = typeof location === 'string' ? location : location()
    response.writeHead(method === 'POST' ? 202 : 405, { location: stated }).end()
  }
}

/** Where no upload may ever go. */
let elsewhere: Canary
let place: string
let sandbox: Sandbox
let source: RegistryClient
beforeAll(async () => {
  elsewhere = await startCanary({ host: '127.0.0.2' })
  place = `http://127.0.0.2:${elsewhere.port}`
  sandbox = await startSandbox({ port: 0, images: false })
  source = createClient(sandbox.registry)
  sandbox.store.putBlob({ repository: 'team/app', bytes: layer })
})
afterEach(() => sandbox.clearFaults())
afterAll(async () => {
  expect(elsewhere.connections()).toBe(0)
  await Promise.all([elsewhere.close(), sandbox.close()])
})

const targets: UploadDouble[] = []
const heard: unknown[] = []
afterEach(async () => {
  expectNoSecret(heard.splice(0))
  for (const { openSockets } of targets.splice(0)) await expect.poll(openSockets).toBe(0)
})

async function startTarget(manners: UploadManners): Promise<UploadDouble> {
  const target = await startUploadDouble(manners)
  targets.push(target)
  return target
}

const clientTo = ({ registry }: UploadDouble, options: Parameters<typeof clientOf>[1] = {}) =>
  clientOf(registry, { onNotes: (note) => heard.push(note), ...options }).client

async function copyTo(target: UploadDouble, client = clientTo(target)): Promise<void> {
  const from = { client: source, repository: 'team/app' }
  const to = { client, repository: 'team/app' }
  try {
    await copyBlob({ from, to, digest, size: layer.byteLength, pieceBytes })
  } catch (error) {
    heard.push(error)
    throw error
  }
}

const expectStored = ({ blobs }: UploadDouble) => expect(computeDigest(blobs.get(digest) ?? '')).toBe(digest)
const methodsOf = ({ asked }: UploadDouble) => asked.map((line) => line.split(' ')[0]).join(' ')
const isPiece = (method: string | undefined) => method === 'PATCH'

/** Three pieces and nothing else. */
const smooth = 'HEAD POST PATCH PATCH PUT'

describe('a large blob', () => {
  it.each<[string, UploadManners]>([
    ['is sent in pieces', {}],
    ['… a Location with the whole address', { spellLocation: (path, { origin }) => `${origin}${path}` }],
    ['… a Location without its scheme', { spellLocation: (path, { registry }) => `${registry}${path}` }],
    ['… pieces answered with 201', { pieceStatus: 201 }],
    ['… pieces answered with 204', { pieceStatus: 204 }],
    ['… a Range with its unit', { rangeUnit: 'bytes=' }],
    ['… an end answered with 204', { storedStatus: 204 }],
  ])('%s', async (_case, manners) => {
    const target = await startTarget(manners)
    await copyTo(target)
    expectStored(target)
    expect(methodsOf(target)).toBe(smooth)
  })

  it.each([
    ['no shorter than the registry wants', 600 * kibibyte, 'HEAD POST PATCH PUT'],
    ['but it may not want too much', 1e12, 'HEAD POST PUT'],
  ])('comes in pieces %s', async (_case, leastBytes, methods) => {
    const target = await startTarget({ leastBytes })
    await copyTo(target)
    expect(methodsOf(target)).toBe(methods)
    expectStored(target)
  })

  it('comes in pieces of at most 64 MiB, whatever the registry wants', async () => {
    const target = await startTarget({ leastBytes: 1e12 })
    const session = await startUpload({ client: clientTo(target), repository: 'team/app' })
    expect(session.pieceBytes).toBe(64 * 1024 * kibibyte)
  })

  it.each([
    ['no place to upload to', () => undefined],
    ['an empty place', () => ''],
    ['a place that is no address', () => 'https://'],
    ['a place on another host', (path: string) => `${place}${path}`],
    ['a place on another host, without a scheme', (path: string) => `${place.replace('http:', '')}${path}`],
    [
      'a place with a user in it',
      (path: string, { registry }: { registry: string }) => `http://a:b@${registry}${path}`,
    ],
  ])('goes nowhere when there is %s', async (_case, spellLocation) => {
    const target = await startTarget({ spellLocation })
    await expect(copyTo(target)).rejects.toMatchObject({ kind: 'invalid-answer', registry: target.registry })
    expect(methodsOf(target)).toBe('HEAD POST')
  })

  it('goes nowhere when the place for the next piece is on another host', async () => {
    let places = 0
    const target = await startTarget({
      spellLocation: (path) => {
        places += 1
        return places === 1 ? path : `${place}${path}`
      },
    })
    await expect(copyTo(target)).rejects.toMatchObject({ kind: 'invalid-answer', registry: target.registry })
    // not even the end of the upload is told there
    await expect.poll(() => methodsOf(target)).toBe('HEAD POST PATCH DELETE')
  })
})

describe('an upload that breaks off', () => {
  const inSecondPiece = (kept: number, times = 1): UploadManners['breakOff'] => {
    let left = times
    return (_request, sent) => {
      if (sent < 2 || left === 0) return undefined
      left -= 1
      return { afterBytes: 200 * kibibyte, kept }
    }
  }

  it.each([
    ['half of a piece', 100 * kibibyte],
    ['nothing of the piece', 0],
  ])('goes on where the registry is, which has kept %s', async (_case, kept) => {
    const target = await startTarget({ breakOff: inSecondPiece(kept) })
    await copyTo(target)
    expectStored(target)
    expect(methodsOf(target)).toBe('HEAD POST PATCH PATCH GET PATCH PUT')
    // the first piece is not sent again
    expect(target.receivedBytes()).toBeLessThan(layer.byteLength + pieceBytes)
  })

  it('goes on where the registry is, also where it names the unit', async () => {
    const target = await startTarget({ breakOff: inSecondPiece(100 * kibibyte), rangeUnit: 'bytes=' })
    await copyTo(target)
    expectStored(target)
    expect(methodsOf(target)).toBe('HEAD POST PATCH PATCH GET PATCH PUT')
  })

  it('starts again when the registry has dropped it', async () => {
    const target = await startTarget({ breakOff: inSecondPiece(0), forgets: true })
    await copyTo(target)
    expectStored(target)
    // nobody waits for the end of the old upload: its DELETE comes at any time
    const waitedFor = methodsOf(target).replace(' DELETE', '')
    expect(waitedFor).toBe('HEAD POST PATCH PATCH GET POST PATCH PATCH PUT')
  })

  it.each([204, 405])('is given up when it breaks off again and again, and ended (%i)', async (cancelStatus) => {
    const target = await startTarget({ breakOff: inSecondPiece(0, 99), cancelStatus })
    await expect(copyTo(target)).rejects.toMatchObject({ kind: 'unreachable', registry: target.registry })
    expect(target.blobs.size).toBe(0)
    await expect.poll(() => methodsOf(target)).toMatch(/DELETE$/)
  })

  it('is looked at before the last piece is sent again', async () => {
    const target = await startTarget({
      breakOff: ({ method }) => (isPiece(method) ? undefined : { afterBytes: 10 * kibibyte, kept: 0 }),
    })
    const copying = copyTo(target)
    await expect.poll(() => methodsOf(target), { timeout: 4000 }).toMatch(/PUT/)
    target.blobs.set(digest, layer)
    await copying
    expect(methodsOf(target)).toMatch(/PUT HEAD$/)
  })

  it.each([
    ['a last piece', 416, 'PUT', 'HEAD POST PATCH PATCH PUT HEAD GET PUT'],
    ['a piece', 416, 'PATCH', 'HEAD POST PATCH GET PATCH PATCH PUT'],
    ['a piece', 503, 'PATCH', 'HEAD POST PATCH GET PATCH PATCH PUT'],
    ['a piece', 500, 'PATCH', 'HEAD POST PATCH GET PATCH PATCH PUT'],
  ])('by a refusal of %s (%i) asks how far it has come', async (_case, status, method, methods) => {
    let isFirst = true
    const refuse: UploadManners['refuse'] = (request) => {
      if (request.method !== method || !isFirst) return undefined
      isFirst = false
      return status
    }
    const target = await startTarget({ refuse })
    await copyTo(target)
    expectStored(target)
    expect(methodsOf(target)).toBe(methods)
  })

  it('is sent whole when the registry takes a piece by 202 and has not kept it', async () => {
    const target = await startTarget({ loses: (sent) => sent === 2 })
    await copyTo(target)
    expectStored(target)
    expect(methodsOf(target).replace(' DELETE', '')).toBe('HEAD POST PATCH PATCH POST PUT')
  })

  it('is not believed to have ended well by any other answer', async () => {
    const target = await startTarget({ storedStatus: 202 })
    await expect(copyTo(target)).rejects.toMatchObject({ kind: 'invalid-answer' })
  })

  it('starts again when the upload is gone after a last piece that failed', async () => {
    let isFirst = true
    const refuse: UploadManners['refuse'] = ({ method }) => {
      if (isPiece(method) || !isFirst) return undefined
      isFirst = false
      return 500
    }
    const target = await startTarget({ refuse, forgets: true })
    await copyTo(target)
    expectStored(target)
    expect(methodsOf(target)).toMatch(/PUT HEAD GET (DELETE )?POST/)
  })
})

describe('a registry that takes no pieces', () => {
  it.each([400, 404, 405, 501])('(%i) gets the blob whole, and the next one at once', async (status) => {
    const target = await startTarget({ refuse: ({ method }) => (isPiece(method) ? status : undefined) })
    const client = clientTo(target)
    await copyTo(target, client)
    expectStored(target)
    target.blobs.clear()
    target.asked.length = 0
    await copyTo(target, client)
    expect(methodsOf(target)).toBe('HEAD POST PUT')
  })

  it('is known by name', async () => {
    const target = await startTarget({})
    await copyTo(target, clientTo(target, { settings: { product: 'google' } }))
    expect(methodsOf(target)).toBe('HEAD POST PUT')
  })

  it.each([
    [413, 'too-large', 'does not take a layer of 1 MiB'],
    [403, 'denied', 'not allowed to write here'],
  ])('is not asked again when it says %i', async (status, kind, words) => {
    const target = await startTarget({ refuse: () => status })
    await expect(copyTo(target)).rejects.toMatchObject({ kind, message: expect.stringContaining(words) })
    expect(methodsOf(target)).toMatch(/^HEAD POST PATCH( DELETE)?$/)
  })
})

describe('a blob of another repository', () => {
  const mountUrl = `/v2/team/app/blobs/uploads/?mount=${digest}&from=team/base`
  const upload = `/v2/team/app/blobs/uploads/1?_state=${secrets.state}`
  const mount = (client: RegistryClient) => mountBlob(client, { repository: 'team/app', from: 'team/base', digest })
  const [post, end] = [`POST ${mountUrl}`, `DELETE ${upload}`]

  it.each([
    ['is there', says(201), true, [post]],
    ['is refused (Harbor)', says(401, { 'www-authenticate': 'Basic realm="r"' }), false, [post, post]],
    ['is forbidden', says(403), false, [post]],
    ['is not found', says(404), false, [post]],
    ['is not supported', says(405), false, [post]],
    ['is to be uploaded', startsUpload(upload), false, [post, end]],
    ['is to be uploaded to nowhere', says(202), false, [post]],
    ['is to be uploaded to another host', startsUpload(() => `${place}${upload}`), false, [post]],
  ])('%s', async (_case, answers, result, requests) => {
    await expectOvercome({ answers, act: mount, result, requests })
  })

  it('is asked for once where the registry is in trouble', async () => {
    const server = await serve(says(503))
    await expectFailure(server, { act: mount, kind: 'unavailable', requests: [post] })
  })
})

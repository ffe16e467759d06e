/** Documents that are made to do harm, from the registry to the page and to a plan: shown or refused in words, and never written anew. */
import { describe, expect, it, test } from 'vitest'
import { composeInputSchema } from '@/lib/contract/compose'
import { computeDigest } from '@/lib/oci/compute-digest'
import { mediaTypes } from '@/lib/oci/media-type'
import { expectNoSecret, secrets, serve } from '@/lib/registry/fault-harness.fixture'
import { user } from '@/lib/registry/test-server'
import { captureLog } from './captured-log.fixture'
import { getRawManifest } from './get-raw-manifest'
import { inspectImage } from './inspect-image'
import { planCompose } from './plan-compose'
import { createTestContext } from './test-context'
import { toApiError } from './to-api-error'

const logged = captureLog()

const config = Buffer.from('{"os":"linux","architecture":"amd64"}')
const descriptorOf = (bytes: Uint8Array, mediaType: string) =>
  `"mediaType":"${mediaType}","digest":"${computeDigest(bytes)}","size":${bytes.byteLength}`
const image = Buffer.from(
  `{"schemaVersion":2,"mediaType":"${mediaTypes.ociManifest}","config":{${descriptorOf(config, mediaTypes.ociConfig)}},"layers":[]}`,
)
const entry = `{${descriptorOf(image, mediaTypes.ociManifest)},"platform":{"os":"linux","architecture":"amd64"}}`
const ofSize = (size: string) => `[${entry.replace(`"size":${image.byteLength}`, `"size":${size}`)}]`
const indexOf = (manifests: string, more = '') =>
  `{"schemaVersion":2,"mediaType":"${mediaTypes.ociIndex}","manifests":${manifests}${more}}`
const whole = indexOf(`[${entry}]`)

interface Served {
  document: string | Uint8Array
  headers?: { 'content-type'?: string; 'docker-content-digest'?: string }
  /** Whether the registry also has it under its own digest. */
  isThere?: boolean
}

/** A registry behind a sign-in whose tag 1.0 is this document. */
async function serveDocument({ document, headers = { 'content-type': mediaTypes.ociIndex }, isThere = true }: Served) {
  const documents = [image, config, ...(isThere ? [Buffer.from(document)] : [])]
  const known = new Map(documents.map((bytes) => [computeDigest(bytes) as string, bytes]))
  return serve((request, response) => {
    if (!request.headers.authorization)
      return response.writeHead(401, { 'www-authenticate': 'Basic realm="documents"' }).end()
    const name = request.url?.split('/').at(-1) ?? ''
    const bytes = name === '1.0' ? document : known.get(name)
    if (bytes === undefined) return response.writeHead(404).end()
    const type = name === computeDigest(image) ? { 'content-type': mediaTypes.ociManifest } : headers
    response.writeHead(200, type).end(request.method === 'HEAD' ? undefined : bytes)
  })
}

/** What is shown of it, and what becomes of an index that is made of it with an annotation more. */
async function lookAt(served: Served) {
  const server = await serveDocument(served)
  const reference = `${server.registry}/team/app:1.0`
  const { context, again } = createTestContext({ credential: user(secrets.password) })
  const shown = await inspectImage({ ref: reference, detail: 'full' }, context).catch(toApiError)
  const requests = server.seen.length
  const plan = { target: `${server.registry}/team/app:new`, sources: [{ reference }], annotations: { 'a.b': 'c' } }
  const planned = await planCompose(composeInputSchema.parse(plan), again()).catch(toApiError)
  expectNoSecret(shown, planned, logged)
  await expect.poll(server.openSockets).toBe(0)
  expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('polluted')
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  const problems = 'problems' in planned ? planned.problems.filter(({ level }) => level === 'error') : []
  return { shown, planned, requests, errors: problems.map(({ code }) => code), problems, reference, again }
}

/** 401, the tag; the image, its config. */
const [one, all] = [2, 4]

describe('F31 a document', () => {
  it.each<[fault: string, document: string | Uint8Array, code: string, words: string]>([
    ['two million levels deep', '['.repeat(2e6), 'REGISTRY_INVALID', 'incomplete or not JSON'],
    [
      'a hundred levels deep',
      indexOf(`[${entry}]`, `,"x":${'['.repeat(100)}${']'.repeat(100)}`),
      'REGISTRY_INVALID',
      'not JSON',
    ],
    ['with a byte order mark', `\ufeff${whole}`, 'REGISTRY_INVALID', 'incomplete or not JSON'],
    ['in bad UTF-8', Buffer.from(whole.replace('linux', 'l\u00fcnux'), 'latin1'), 'REGISTRY_INVALID', 'not JSON'],
    ['with something behind it', `${whole} x`, 'REGISTRY_INVALID', 'incomplete or not JSON'],
    ['whose entries are an object', indexOf('{}'), 'REGISTRY_INVALID', 'not a valid index'],
    [
      'of sixty thousand entries',
      indexOf(`[${new Array(6e4).fill(entry).join(',')}]`),
      'TOO_LARGE',
      'larger than 8 MiB',
    ],
    [
      'of sixty thousand short entries',
      indexOf(`[${new Array(6e4).fill('{}').join(',')}]`),
      'REGISTRY_INVALID',
      '1,000',
    ],
    ['F33 of ten thousand entries', indexOf(`[${new Array(1e4).fill(entry).join(',')}]`), 'REGISTRY_INVALID', '1,000'],
    ['that is an index and an image', `${whole.slice(0, -1)},"layers":[]}`, 'REGISTRY_INVALID', 'both as an index and'],
  ])('%s is refused in words', async (_fault, document, code, words) => {
    const { shown, requests, errors, problems } = await lookAt({ document })
    expect(shown).toMatchObject({ code, message: expect.stringContaining(words) })
    expect(requests).toBe(one)
    expect(errors).toEqual(['NO_SOURCES', 'SOURCE_UNREADABLE'])
    expect(problems[1]?.message).toContain(words)
  })

  it.each<[fault: string, document: string, requests: number, shown: object, errors: string[]]>([
    [
      'with a name twice in it',
      indexOf(`[${entry}]`, ',"annotations":{"a":"1","a":"2"}'),
      all,
      { platforms: [{ platform: 'linux/amd64', problems: [] }] },
      ['INDEX_NOT_LOSSLESS'],
    ],
    [
      'with a number that is too long',
      indexOf(`[${entry}]`, ',"x":9007199254740993'),
      all,
      { platforms: [{ problems: [] }] },
      ['INDEX_NOT_LOSSLESS'],
    ],
    [
      'with an endless size',
      indexOf(ofSize('9e999')),
      one,
      entryInvalid(),
      ['NO_SOURCES', 'ENTRY_BROKEN', 'INDEX_NOT_LOSSLESS'],
    ],
    ['with a size below nothing', indexOf(ofSize('-1')), one, entryInvalid(), ['NO_SOURCES', 'ENTRY_BROKEN']],
    ['with a size in quotes', indexOf(ofSize('"12"')), one, entryInvalid(), ['NO_SOURCES', 'ENTRY_BROKEN']],
    [
      'with a size that is too long',
      indexOf(ofSize('9007199254740993')),
      one,
      entryInvalid(),
      ['NO_SOURCES', 'ENTRY_BROKEN', 'INDEX_NOT_LOSSLESS'],
    ],
    [
      'with a name that would be a prototype',
      indexOf(`[${entry}]`, ',"__proto__":{"polluted":1}'),
      all,
      { platforms: [{ problems: [] }] },
      ['INDEX_NOT_LOSSLESS'],
    ],
    ['without entries', indexOf('null'), one, { platforms: [], problems: [{ code: 'INDEX_EMPTY' }] }, ['NO_SOURCES']],
    ['whose entry is nothing', indexOf('[null]'), one, { platforms: [] }, ['NO_SOURCES', 'ENTRY_BROKEN']],
  ])('%s is shown, and not written anew', async (_fault, document, count, expected, expectedErrors) => {
    const { shown, requests, errors, reference, again } = await lookAt({ document })
    expect(shown).toMatchObject({ kind: 'index', digest: computeDigest(document), ...expected })
    expect(requests).toBe(count)
    expect(errors).toEqual(expectedErrors)
    const raw = await getRawManifest({ ref: reference }, again())
    expect(Buffer.from(raw.bytes).toString()).toBe(document)
  })

  it.each([
    ['half of a character', `,"x":"\\ud800"`],
    ['a field that nobody knows', `,"x":[1,{"y":null}]`],
  ])('with %s is shown, and written anew with it', async (_fault, more) => {
    const { shown, planned, errors } = await lookAt({ document: indexOf(`[${entry}]`, more) })
    expect(shown).toMatchObject({ kind: 'index', platforms: [{ problems: [] }] })
    expect(errors).toEqual([])
    expect(JSON.stringify(JSON.parse('index' in planned ? planned.index.body : ''))).toContain(more)
  })
})

function entryInvalid() {
  return { platforms: [{ platform: 'linux/amd64', problems: [{ code: 'ENTRY_INVALID' }] }] }
}

describe('F27 a document that is served as', () => {
  const nameless = whole.replace(`"mediaType":"${mediaTypes.ociIndex}",`, '')
  const { ociIndex, dockerList } = mediaTypes

  it.each<[type: string, contentType: string | undefined, mediaType: string]>([
    ['JSON', 'application/json', ociIndex],
    ['nothing', undefined, ociIndex],
    ['text', 'text/plain; charset=utf-8', ociIndex],
    ['bytes', 'application/octet-stream', ociIndex],
    ['an index, with a charset', `${dockerList}; charset=utf-8`, dockerList],
    ['an index, in capitals', dockerList.toUpperCase(), dockerList],
    ['a web page, which it is not', 'text/html', ociIndex],
  ])('%s is what it is', async (_type, contentType, mediaType) => {
    const headers = contentType === undefined ? {} : { 'content-type': contentType }
    const { shown, requests, errors } = await lookAt({ document: nameless, headers })
    expect(shown).toMatchObject({ kind: 'index', mediaType, platforms: [{ problems: [] }] })
    expect(requests).toBe(all)
    expect(errors).toEqual([])
  })

  it('something else than it calls itself is refused', async () => {
    const { shown, errors } = await lookAt({ document: whole, headers: { 'content-type': mediaTypes.ociManifest } })
    expect(shown).toMatchObject({ code: 'REGISTRY_INVALID', message: expect.stringContaining('calls itself') })
    expect(errors).toEqual(['NO_SOURCES', 'SOURCE_UNREADABLE'])
  })
})

describe('F25 a tag of which another digest is stated', () => {
  const headers = { 'content-type': mediaTypes.ociIndex, 'docker-content-digest': `sha256:${'0'.repeat(64)}` }
  const warning = { digest: computeDigest(whole), problems: [{ code: 'HEADER_DIGEST_DISAGREES' }] }

  it('is shown by the digest of its bytes, with a warning, and nothing is made of it', async () => {
    const { shown, errors, problems } = await lookAt({ document: whole, headers, isThere: false })
    expect(shown).toMatchObject(warning)
    expect(errors).toEqual(['NO_SOURCES', 'SOURCE_UNREADABLE'])
    expect(problems[1]?.message).toContain('states another digest')
  })

  it('may be used where the registry has the bytes under their own digest', async () => {
    const { shown, errors } = await lookAt({ document: whole, headers })
    expect(shown).toMatchObject(warning)
    expect(errors).toEqual([])
  })
})

test('F26 a document with a bit flipped is asked for twice, refused, and not kept', async () => {
  const flipped = Uint8Array.from(Buffer.from(whole), (byte, at) => (at === 40 ? byte ^ 1 : byte))
  let isSpoiled = true
  const server = await serve((_request, response) =>
    response.writeHead(200, { 'content-type': mediaTypes.ociIndex }).end(isSpoiled ? flipped : whole),
  )
  const { again } = createTestContext({ credential: user(secrets.password) })
  const inspect = () => {
    const ref = `${server.registry}/team/app@${computeDigest(whole)}`
    return inspectImage({ ref, detail: 'index' }, again()).catch(toApiError)
  }
  const first = await inspect()
  expect(first).toMatchObject({ code: 'DIGEST_MISMATCH' })
  expect(server.seen).toHaveLength(2)
  isSpoiled = false
  expect(await inspect()).toMatchObject({ kind: 'index', digest: computeDigest(whole) })
  expect(server.seen).toHaveLength(3)
  expectNoSecret(first, logged)
  await expect.poll(server.openSockets).toBe(0)
})

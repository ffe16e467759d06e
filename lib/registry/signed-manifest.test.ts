import { afterEach, describe, expect, it } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { getManifest } from './manifests'
import { signedPayload } from './signed-manifest'
import { createClient, startServer } from './test-server'

const payload = '{\n   "schemaVersion": 1,\n   "name": "team/app",\n   "tag": "1.0",\n   "fsLayers": []\n}'
const tail = '\n}'
const encode = (text: string) => Buffer.from(text).toString('base64url')

/** The payload with a signature before its tail, as distribution hands it out. */
function sign(header: object = { formatLength: payload.length - tail.length, formatTail: encode(tail) }): Buffer {
  const signature = { signature: 'x', protected: encode(JSON.stringify(header)) }
  return Buffer.from(`${payload.slice(0, -tail.length)},\n   "signatures": [${JSON.stringify(signature)}]\n}`)
}

describe('what was signed', () => {
  it('is the document before the signatures went in', () => {
    expect(Buffer.from(signedPayload(sign()) ?? []).toString()).toBe(payload)
  })

  it.each([
    ['without signatures', Buffer.from(payload)],
    ['with none', Buffer.from('{"signatures":[]}')],
    ['with a length beyond the end', sign({ formatLength: 1_000_000, formatTail: encode(tail) })],
    ['with a length below nothing', sign({ formatLength: -1, formatTail: encode(tail) })],
    ['with a header that is no JSON', Buffer.from('{"signatures":[{"protected":"AAAA"}]}')],
    ['nested a thousand deep', Buffer.from('['.repeat(1_000))],
    ['of ten megabytes', Buffer.concat([sign(), Buffer.alloc(10_000_000, ' ')])],
  ])('cannot be told of a document %s', (_what, bytes) => {
    expect(signedPayload(bytes)).toBeUndefined()
  })
})

describe('a signed schema 1 manifest', () => {
  const closers: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const close of closers.splice(0)) await close()
  })
  const digest = computeDigest(payload)
  async function read(name: string, contentType: string) {
    const server = await startServer((_request, response) =>
      response.setHeader('content-type', contentType).setHeader('docker-content-digest', digest).end(sign()),
    )
    closers.push(server.close)
    return getManifest(createClient(server.registry), { repository: 'team/app', name })
  }
  const type = 'application/vnd.docker.distribution.manifest.v1+prettyjws'

  it('has the digest of what was signed, by tag and by digest', async () => {
    for (const name of ['1.0', digest])
      expect(await read(name, type)).toMatchObject({ digest, headerDigestDisagrees: false, bytes: sign() })
  })

  it('is judged by its bytes under any other type', async () => {
    const other = 'application/vnd.docker.distribution.manifest.v1+json'
    expect(await read('1.0', other)).toMatchObject({ digest: computeDigest(sign()), headerDigestDisagrees: true })
    await expect(read(digest, other)).rejects.toMatchObject({ kind: 'digest-mismatch' })
  })
})

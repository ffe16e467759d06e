import { afterEach, describe, expect, it } from 'vitest'
import { composeInputSchema } from '@/lib/contract/compose'
import { computeDigest } from '@/lib/oci/compute-digest'
import { isDigest } from '@/lib/oci/digest'
import { mediaTypes } from '@/lib/oci/media-type'
import { parseReference } from '@/lib/oci/reference'
import { expectNoSecret, type FaultServer, secrets, serve as serveAnswers } from '@/lib/registry/fault-harness.fixture'
import { user } from '@/lib/registry/test-server'
import { captureLog } from './captured-log.fixture'
import { inspectImage } from './inspect-image'
import { planCompose } from './plan-compose'
import { readTagContent, scanTags } from './scan-tags'
import { createTestContext } from './test-context'

let server: FaultServer
const shown: unknown[] = []
const logged = captureLog()
afterEach(async () => {
  expectNoSecret(shown.splice(0), logged)
  await expect.poll(server.openSockets).toBe(0)
})

/** Of somebody who is signed in. */
const createContext = () => createTestContext({ credential: user(secrets.password) })

const documents = new Map<string, Buffer>()
function indexOf(...children: string[]): string {
  const manifests = children.map((digest) => ({ mediaType: mediaTypes.ociIndex, digest, size: 1 }))
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests }))
  const digest = computeDigest(bytes)
  documents.set(digest, bytes)
  return digest
}

/** A registry whose only tag names this document, and which gives `otherwise` for digests that it does not have. */
async function serve(top: string, otherwise = '') {
  server = await serveAnswers((request, response) => {
    if (!request.headers.authorization)
      return response.writeHead(401, { 'www-authenticate': 'Basic realm="nested"' }).end()
    const name = request.url?.split('/').at(-1) ?? ''
    if (request.url?.includes('/tags/list')) return response.end('{"tags":["1.0"]}')
    const bytes = documents.get(name === '1.0' ? top : name) ?? (isDigest(name) ? documents.get(otherwise) : undefined)
    if (!bytes) return response.writeHead(404).end()
    response.setHeader('content-type', mediaTypes.ociIndex).end(request.method === 'HEAD' ? undefined : bytes)
  })
  return `${server.registry}/team/app`
}

const reads = () => server.seen.filter((line) => line.startsWith('GET') && line.includes('sha256:')).length
async function planOf(name: string, { context } = createContext()) {
  const input = { target: `${name}:new`, sources: [{ reference: `${name}:1.0` }] }
  const plan = await planCompose(composeInputSchema.parse(input), context)
  shown.push(plan)
  return plan
}

describe('F33 indexes in indexes', () => {
  it('twenty deep are followed three deep, which is said', async () => {
    let top = indexOf()
    for (let depth = 0; depth < 20; depth += 1) top = indexOf(top)
    const { problems } = await planOf(await serve(top))
    expect(problems.map(({ code }) => code)).toContain('SOURCE_NESTED_TOO_DEEP')
    expect(reads()).toBe(3)
  })

  it('that are said to contain themselves are read once more, and not believed', async () => {
    const top = indexOf(computeDigest('anything'))
    const { problems } = await planOf(await serve(top, top))
    expect(problems.map(({ code }) => code)).toContain('SOURCE_UNREADABLE')
    expect(reads()).toBe(2)
  })

  it('as wide as they are deep end with the budget of the whole source', async () => {
    const grandchildren = Array.from({ length: 40 }, (_, at) =>
      indexOf(...Array.from({ length: 40 }, (_one, inner) => computeDigest(`${at} ${inner}`))),
    )
    const own = createContext()
    await planOf(await serve(indexOf(...grandchildren)), own)
    // the source, the target and what the budget allows
    expect(own.context.readTags.size).toBeLessThanOrEqual(1_024 + 2)
    expect(reads()).toBeLessThanOrEqual(1_024)
  }, 30_000)

  it('that hold more entries than an index can are refused before anything is planned from them', async () => {
    const wide = Array.from({ length: 3 }, (_, at) =>
      indexOf(...Array.from({ length: 700 }, (_one, inner) => computeDigest(`${at} ${inner}`))),
    )
    const name = await serve(indexOf(...wide))
    await expect(planOf(name)).rejects.toThrow(/2,103 entries together, and 2,000 are as many/)
  }, 30_000)

  it('are no more than rows where an image is shown', async () => {
    const name = await serve(indexOf(indexOf(indexOf())))
    const image = await inspectImage({ ref: `${name}:1.0`, detail: 'full' }, createContext().context)
    shown.push(image)
    expect(image.other).toHaveLength(1)
    expect(reads()).toBe(0)
  })

  it('too many to look through leave their tag unread, and the others’ list goes on', async () => {
    const name = await serve(indexOf(...Array.from({ length: 100 }, (_, at) => indexOf(computeDigest(`${at}`)))))
    const { registry, repository } = parseReference(name)
    const { context, again } = createContext()
    expect(await scanTags({ registry, repository }, context)).toMatchObject({ tags: [], unread: ['1.0'] })
    const tag = { registry, repository, tag: '1.0' }
    await expect(readTagContent(tag, again())).rejects.toThrow('more indexes than are looked through')
    expect(reads()).toBeLessThanOrEqual(64)
  })
})

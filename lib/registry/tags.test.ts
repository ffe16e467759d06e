import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Digest } from '@/lib/oci/digest'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import { listRepositories } from './catalog'
import type { RegistryClient } from './client'
import type { RegistryErrorKind } from './errors'
import { listTags } from './tags'
import { createClient } from './test-server'

const ociIndex = 'application/vnd.oci.image.index.v1+json'
const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: ociIndex, manifests: [] }))
const absent: Digest = `sha256:${'0'.repeat(64)}`
const fails = (kind: RegistryErrorKind, more: object = {}) => expect.objectContaining({ kind, ...more })

let sandbox: Sandbox
let client: RegistryClient

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
  client = createClient(sandbox.registry)
  for (const tag of ['1.0', '1.1', '2.0'])
    sandbox.store.putManifest({ repository: 'team/app', mediaType: ociIndex, bytes, tag })
})
afterEach(() => {
  sandbox.clearFaults()
  sandbox.requests.length = 0
})
afterAll(() => sandbox.close())

describe('lists', () => {
  it('come in pages', async () => {
    const first = await listTags(client, { repository: 'team/app', limit: 2 })
    expect(first).toMatchObject({ tags: ['1.0', '1.1'], rejected: 0, next: '1.1' })
    const rest = await listTags(client, { repository: 'team/app', ...(first.next && { last: first.next }) })
    expect(rest).toEqual({ tags: ['2.0'], rejected: 0 })
    expect(await listTags(client, { repository: 'team/app', last: '1.1' })).toEqual({ tags: ['2.0'], rejected: 0 })
    expect((await listRepositories(client)).repositories).toContain('team/app')
  })

  it.each([
    ['null', '{"name":"x","tags":null}', { tags: [], rejected: 0 }],
    ['nothing', '{}', { tags: [], rejected: 0 }],
    ['junk', `{"tags":["a",null,5,"a","${absent}","b\\u0007"]}`, { tags: ['a'], rejected: 4 }],
  ])('of %s are read', async (_name, body, expected) => {
    sandbox.setFault({ path: /tags/ }, { status: 200, headers: { 'Content-Type': 'text/plain' }, body })
    expect(await listTags(client, { repository: 'team/app' })).toEqual(expected)
  })

  it('that are no JSON are no answer', async () => {
    sandbox.setFault({ path: /tags/ }, { status: 200, body: '<html>' })
    await expect(listTags(client, { repository: 'team/app' })).rejects.toEqual(fails('invalid-answer'))
  })

  it('longer than what is read at once are given up', async () => {
    const body = JSON.stringify({ tags: new Array(100).fill('x'.repeat(200_000)) })
    sandbox.setFault({ path: /tags/ }, { status: 200, body })
    await expect(listTags(client, { repository: 'team/app' })).rejects.toEqual(fails('too-large'))
  })

  it('are asked for in smaller pages where the registry wants that', async () => {
    sandbox.setFault({ path: /n=1000/ }, { status: 405, body: '{"errors":[{"code":"UNSUPPORTED"}]}' })
    expect((await listTags(client, { repository: 'team/app' })).tags).toHaveLength(3)
    expect(sandbox.requests.map(({ path }) => path)).toEqual([
      '/v2/team/app/tags/list?n=1000',
      '/v2/team/app/tags/list?n=100',
    ])
  })

  it.each([
    [400, 'PAGINATION_NUMBER_INVALID'],
    [405, 'UNSUPPORTED'],
  ])('are asked for without a length where the registry likes none (%i)', async (status, code) => {
    sandbox.setFault({ path: /n=/ }, { status, body: `{"errors":[{"code":"${code}"}]}` })
    expect((await listTags(client, { repository: 'team/app' })).tags).toHaveLength(3)
    expect(sandbox.requests.at(-1)?.path).toBe('/v2/team/app/tags/list')
    expect(sandbox.requests).toHaveLength(3)
  })

  it.each(['NAME_INVALID', 'DENIED'])('are asked for once where the length is not what is wrong (%s)', async (code) => {
    sandbox.setFault({ path: /tags/ }, { status: 400, body: `{"errors":[{"code":"${code}"}]}` })
    await expect(listTags(client, { repository: 'team/app' })).rejects.toMatchObject({ status: 400, codes: [code] })
    expect(sandbox.requests).toHaveLength(1)
  })

  it('may have an empty page in the middle', async () => {
    const link = '</v2/team/app/tags/list?n=2&last=1.1>; rel="next"'
    sandbox.setFault({ path: /n=1000/ }, { status: 200, headers: { Link: link }, body: '{"tags":[]}' })
    expect(await listTags(client, { repository: 'team/app' })).toEqual({ tags: [], rejected: 0, next: '1.1' })
  })

  it('have no next page that is the page itself or of another path', async () => {
    const link = '</v2/team/app/tags/list?n=1000>; rel="next"'
    sandbox.setFault({ path: /tags/ }, { status: 200, headers: { Link: link }, body: '{"tags":["a"]}' })
    expect(await listTags(client, { repository: 'team/app' })).toEqual({ tags: ['a'], rejected: 0 })
  })
})

import { afterEach, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { mediaTypes } from '@/lib/oci/media-type'
import { createHostPolicy } from './host-policy'
import { dockerHub } from './quirks/docker-hub'
import { registrySettingsSchema } from './registry-settings'
import { createTagApi, tagApiAddress } from './tag-api'
import { type Handler, startServer } from './test-server'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const digestOf = (digit: string) => `sha256:${digit.repeat(64)}`
const linux = { os: 'linux', architecture: 'amd64', digest: digestOf('a'), size: 100 }
const named = (name: string) => ({ name, digest: digestOf('1'), media_type: mediaTypes.ociIndex, images: [linux] })
const signal = new AbortController().signal
const place = { registry: 'docker.io', repository: 'library/alpine' }

/** Docker Hub as a double; nothing but loopback is asked, whatever its answers point to. */
async function startHub(handler: Handler, settings: object = {}) {
  const hub = await startServer(handler)
  closers.push(hub.close)
  const told = registrySettingsSchema.parse({ endpoint: 'http://127.0.0.1:1', tagApi: hub.origin, ...settings })
  const policy = createHostPolicy({ plainHttp: [], settings: { 'docker.io': told } })
  const timeouts = { connectMs: 300, headersMs: 300, totalMs: 500 }
  return { hub, api: createTagApi({ policy, timeouts }) }
}
const answers =
  (body: unknown, status = 200): Handler =>
  (_request, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

describe('the tag API of Docker Hub', () => {
  it('gives the platforms of a hundred tags in one answer, to anybody', async () => {
    const { hub, api } = await startHub(
      answers({
        count: 101,
        next: 'https://hub.docker.com/v2/repositories/library/alpine/tags?page=2&page_size=100',
        results: [
          {
            ...named('3.21'),
            tag_status: 'active',
            images: [
              linux,
              { os: 'linux', architecture: 'arm', variant: 'v7', os_version: null, digest: digestOf('b'), size: 90 },
              { os: 'windows', architecture: 'amd64', os_version: '10.0.1', digest: digestOf('c'), size: 0 },
              { os: 'unknown', architecture: 'unknown', digest: digestOf('d'), size: 5 },
            ],
          },
          { name: 'single', digest: digestOf('e'), media_type: mediaTypes.dockerManifest, images: [linux] },
        ],
      }),
    )
    expect(await api.page(place, { page: 1, signal })).toEqual({
      hasNext: true,
      tags: [
        {
          tag: '3.21',
          digest: digestOf('1'),
          kind: 'index',
          images: [
            { platform: { os: 'linux', architecture: 'amd64' }, digest: digestOf('a'), size: 100 },
            { platform: { os: 'linux', architecture: 'arm', variant: 'v7' }, digest: digestOf('b'), size: 90 },
            { platform: { os: 'windows', architecture: 'amd64', 'os.version': '10.0.1' }, digest: digestOf('c') },
          ],
        },
        {
          tag: 'single',
          digest: digestOf('e'),
          kind: 'image',
          images: [{ platform: { os: 'linux', architecture: 'amd64' }, digest: digestOf('a'), size: 100 }],
        },
      ],
    })
    expect(hub.seen).toEqual(['GET /v2/repositories/library/alpine/tags?page_size=100&page=1'])
    expect(hub.headersSeen[0]).not.toHaveProperty('authorization')
  })

  it.each([
    ['no digest', { ...named('a'), digest: null }],
    ['a digest that is none', { ...named('a'), digest: 'latest' }],
    ['no media type', { ...named('a'), media_type: '' }],
    ['a chart', { ...named('a'), media_type: 'application/vnd.cncf.helm.config.v1+json' }],
    ['no images', { ...named('a'), images: [] }],
    ['attestations alone', { ...named('a'), images: [{ ...linux, os: 'unknown', architecture: 'unknown' }] }],
    ['a name that is no tag', { ...named('a'), name: '../../etc' }],
    ['no object', null],
  ])('leaves to the registry what it tells of with %s', async (_what, result) => {
    const { api } = await startHub(answers({ next: null, results: [result, named('whole')] }))
    expect(await api.page(place, { page: 1, signal })).toMatchObject({ hasNext: false, tags: [{ tag: 'whole' }] })
  })

  const silent: [string, Handler][] = [
    ['there is no such repository', answers({ message: 'object not found' }, 404)],
    ['the limit is reached', answers({}, 429)],
    ['it has a problem', answers({}, 503)],
    ['it answers with a web page', (_request, response) => response.end('<html></html>')],
    ['it answers with something else', answers({ results: 'none' })],
    ['it redirects', (_request, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
    ['it never answers', () => {}],
    ['it sends without end', (_request, response) => void response.write('['.repeat(5_000_000))],
    ['it breaks off', (request) => request.socket.destroy()],
  ]
  it.each(silent)('says nothing when %s', async (_when, handler) => {
    const { hub, api } = await startHub(handler)
    expect(await api.page(place, { page: 1, signal })).toBeUndefined()
    expect(hub.seen).toHaveLength(1)
  })

  it.each<[string, z.input<typeof registrySettingsSchema>, string | undefined]>([
    ['is at its own address', {}, 'https://hub.docker.com'],
    ['is where the operator says', { tagApi: 'https://hub.lan' }, 'https://hub.lan'],
    ['is nowhere where it is switched off', { tagApi: false }, undefined],
    ['is not asked of one registry while another is spoken to', { endpoint: 'https://hub.lan' }, undefined],
  ])('%s', (_where, settings, address) => {
    expect(tagApiAddress({ quirks: dockerHub, settings: registrySettingsSchema.parse(settings) })).toBe(address)
  })

  it('is not there for other registries', async () => {
    const api = createTagApi({ policy: createHostPolicy({ plainHttp: [] }) })
    expect(await api.page({ registry: '127.0.0.1:1', repository: 'a' }, { page: 1, signal })).toBeUndefined()
  })

  it('ends with who asked', async () => {
    const { hub, api } = await startHub(() => {})
    const leaving = new AbortController()
    const asked = api.page(place, { page: 1, signal: leaving.signal })
    await expect.poll(() => hub.seen.length).toBe(1)
    leaving.abort(new Error('gone'))
    await expect(asked).rejects.toThrow('gone')
  })
})

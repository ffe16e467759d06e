import { AsyncLocalStorage } from 'node:async_hooks'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { GET as getAttestation } from '@/app/api/v1/attestation/route'
import { GET as getCatalog } from '@/app/api/v1/catalog/route'
import { GET as compare } from '@/app/api/v1/compare/route'
import { POST as planCompose } from '@/app/api/v1/compose/plan/route'
import { POST as checkDockerfile } from '@/app/api/v1/dockerfile/route'
import { GET as getHistory } from '@/app/api/v1/history/route'
import { GET as getConfig } from '@/app/api/v1/image/config/route'
import { GET as getImage } from '@/app/api/v1/image/route'
import { GET as getRaw } from '@/app/api/v1/raw/route'
import { GET as getReferrers } from '@/app/api/v1/referrers/route'
import { POST as signIn } from '@/app/api/v1/registries/sign-in/route'
import { GET as resolve } from '@/app/api/v1/resolve/route'
import { POST as planSplit } from '@/app/api/v1/split/plan/route'
import { GET as getSuggestions } from '@/app/api/v1/suggestions/route'
import { POST as planDelete } from '@/app/api/v1/tags/delete/plan/route'
import { GET as getTagPlatforms } from '@/app/api/v1/tags/platforms/route'
import { GET as getTags } from '@/app/api/v1/tags/route'
import { GET as getBadgeJson } from '@/app/badge.json/route'
import { GET as getBadge } from '@/app/badge.svg/route'
import { pages, readPage } from '@/app/page-data.fixture'
import { GET as getPreview } from '@/app/preview.png/route'
import { mediaTypes } from '@/lib/oci/media-type'
import { RequestQueues } from '@/lib/registry/request-queues'
import { artifact } from '@/lib/sandbox/images/artifact'
import { attestation } from '@/lib/sandbox/images/attestation'
import { blob } from '@/lib/sandbox/images/blob'
import { image } from '@/lib/sandbox/images/image'
import { imageIndex } from '@/lib/sandbox/images/image-index'
import { type GuardedRegistry, startGuardedRegistry } from './guarded-registry.fixture'
import { startSharedServer, Visitor } from './shared-mode.fixture'
import { singleton } from './singleton'

/** Whose cookie a page reads. */
const pageVisitors = new AsyncLocalStorage<Visitor>()
vi.mock('next/server', () => ({ connection: async () => {} }))
vi.mock('next/headers', () => ({
  cookies: async () => ({
    get: (name: string) => {
      const [key, value] = pageVisitors.getStore()?.cookie?.split(/=(.*)/s) ?? []
      return key === name ? { name, value } : undefined
    },
  }),
}))

const marker = 'only-for-ada'
const missing = 'team/nothing-here'
const hidden = 'team/private'
const config = { Env: [`TOKEN=${marker}`], Labels: { note: marker } }
const platforms = ['amd64', 'arm64'].map((architecture) => ({ os: 'linux', architecture }))
const secretImages = platforms.map((platform) => image({ platform, config, annotations: { note: marker } }))
const secretStatements = secretImages.map((subject) =>
  attestation(subject, [{ type: 'https://slsa.dev/provenance/v0.2', predicate: { builder: { id: marker } } }]),
)
const secretIndex = imageIndex([...secretImages, ...secretStatements], { annotations: { note: marker } })

let place: GuardedRegistry
let digest = ''
const [ada, ben, nobody] = [new Visitor(), new Visitor(), new Visitor()]

beforeAll(async () => {
  place = await startGuardedRegistry()
  place.users.set('ada', { password: 'ada-password', reads: ['team/shared', hidden] })
  place.users.set('ben', { password: 'ben-password', reads: ['team/shared', missing] })
  place.sandbox.store.putImage({ repository: 'team/shared', tag: '1', image: image() })
  digest = place.sandbox.store.putImage({ repository: hidden, tag: `tag-${marker}`, image: secretIndex })
  place.sandbox.store.putImage({ repository: hidden, tag: '1', image: secretIndex })
  for (const [index, secretImage] of secretImages.entries())
    place.sandbox.store.putImage({
      repository: hidden,
      tag: `${marker}-${platforms[index]?.architecture}`,
      image: secretImage,
    })
  const { digest: subjectDigest, mediaType, size } = secretIndex
  const layers = [blob(mediaTypes.inToto, JSON.stringify({ note: marker }))]
  const referrer = artifact({
    artifactType: `application/${marker}`,
    layers,
    subject: { digest: subjectDigest, mediaType, size },
  })
  place.sandbox.store.putImage({ repository: hidden, image: referrer })
  startSharedServer({ allowed: [place.registry] })
  for (const [visitor, username] of [
    [ada, 'ada'],
    [ben, 'ben'],
  ] as const) {
    const form = { registry: place.registry, username, password: `${username}-password` }
    expect((await visitor.post(signIn, '/api/v1/registries/sign-in', form)).status).toBe(200)
  }
})
afterAll(() => place.close())

type Ask = (visitor: Visitor, repository: string) => Promise<Response>

const named = (repository: string) => `${place.registry}/${repository}`
const byTag = (repository: string) => encodeURIComponent(`${named(repository)}:1`)
const byDigest = (repository: string) => encodeURIComponent(`${named(repository)}@${digest}`)

/** Everything that shows something of an image. */
const ways: Record<string, Ask> = {
  image: (visitor, name) => visitor.get(getImage, `/api/v1/image?ref=${byTag(name)}`),
  'image by digest': (visitor, name) => visitor.get(getImage, `/api/v1/image?ref=${byDigest(name)}`),
  'index alone': (visitor, name) => visitor.get(getImage, `/api/v1/image?detail=index&ref=${byTag(name)}`),
  config: (visitor, name) => visitor.get(getConfig, `/api/v1/image/config?platform=linux/arm64&ref=${byTag(name)}`),
  raw: (visitor, name) => visitor.get(getRaw, `/api/v1/raw?ref=${byTag(name)}`),
  'raw by digest': (visitor, name) => visitor.get(getRaw, `/api/v1/raw?ref=${byDigest(name)}`),
  referrers: (visitor, name) => visitor.get(getReferrers, `/api/v1/referrers?ref=${byDigest(name)}`),
  tags: (visitor, name) => visitor.get(getTags, `/api/v1/tags?repository=${named(name)}`),
  'tags with platforms': (visitor, name) =>
    visitor.get(getTagPlatforms, `/api/v1/tags/platforms?tag=1&repository=${named(name)}`),
  suggestions: (visitor, name) => visitor.get(getSuggestions, `/api/v1/suggestions?repository=${named(name)}`),
  attestation: (visitor, name) => {
    const statement = encodeURIComponent(`${named(name)}@${secretStatements[0]?.digest}`)
    return visitor.get(getAttestation, `/api/v1/attestation?ref=${statement}`)
  },
  resolve: (visitor, name) => visitor.get(resolve, `/api/v1/resolve?platform=linux/arm64&ref=${byTag(name)}`),
  compare: (visitor, name) => visitor.get(compare, `/api/v1/compare?base=${byTag(name)}&target=${byDigest(name)}`),
  history: (visitor, name) => visitor.get(getHistory, `/api/v1/history?repository=${named(name)}`),
  plan: (visitor, name) => {
    const form = { target: `${named('team/shared')}:2`, sources: [{ reference: `${named(name)}:1` }] }
    return visitor.post(planCompose, '/api/v1/compose/plan', form)
  },
  split: (visitor, name) =>
    visitor.post(planSplit, '/api/v1/split/plan', { reference: `${named(name)}:1`, pattern: '{tag}-{arch}' }),
  deletion: (visitor, name) => visitor.post(planDelete, '/api/v1/tags/delete/plan', { reference: `${named(name)}:1` }),
  dockerfile: (visitor, name) =>
    visitor.post(checkDockerfile, '/api/v1/dockerfile', { dockerfile: `FROM ${named(name)}:1\n` }),
  badge: (visitor, name) => visitor.get(getBadge, `/badge.svg?ref=${byTag(name)}`),
  'badge as JSON': (visitor, name) => visitor.get(getBadgeJson, `/badge.json?ref=${byDigest(name)}`),
  picture: (visitor, name) => visitor.get(getPreview, `/preview.png?ref=${byTag(name)}`),
  ...Object.fromEntries(
    Object.keys(pages).map((title): [string, Ask] => [
      title,
      (visitor, name) => pageVisitors.run(visitor, () => readPage(title, named(name))),
    ]),
  ),
}

/** What ada gets for everybody else too, since it is made without any sign-in. */
const forEverybody = new Set(['badge', 'badge as JSON', 'picture'])

/** What says nothing that is this image’s alone, to ada neither. */
const saysLittle = new Set(['history', 'page of the history', 'dockerfile'])

interface Told {
  status: number
  type: string | null
  body: string
}

async function tell(asked: Promise<Response>): Promise<Told> {
  const response = await asked
  const body = Buffer.from(await response.arrayBuffer()).toString('latin1')
  return { status: response.status, type: response.headers.get('content-type'), body }
}

/** The same words but for the name that was asked for. */
const withoutName = (text: string) =>
  text.replaceAll(missing, hidden).replaceAll(encodeURIComponent(missing), encodeURIComponent(hidden))

/** What is told, and what the registry was asked for it: the way is the same, so that its length tells nothing either. */
async function follow(ask: Ask, { visitor, name }: { visitor: Visitor; name: string }) {
  place.requests.length = 0
  const { body, ...told } = await tell(ask(visitor, name))
  await vi.waitUntil(() => singleton('request-queues', () => new RequestQueues()).size === 0)
  return { ...told, body: withoutName(body), requests: place.requests.map(withoutName).sort() }
}

function secretsOfImage(): string[] {
  const children = secretIndex.children.flatMap((child) => [child.digest, ...child.blobs.map((part) => part.digest)])
  return [marker, ...children].map((text) => text.replace('sha256:', ''))
}

test('a thousand requests, mixed: nobody but ada gets a byte of her private image', async () => {
  const names = Object.keys(ways)
  const asked = Array.from({ length: 1_000 }, (_, number) => ({
    way: names[number % names.length] ?? '',
    visitor: [ada, ben, nobody, ada, ben][number % 5] ?? nobody,
  }))
  const seen = new Map<string, Told[]>()
  for (let start = 0; start < asked.length; start += 50)
    await Promise.all(
      asked.slice(start, start + 50).map(async ({ way, visitor }) => {
        const told = await tell((ways[way] as Ask)(visitor, hidden))
        const key = visitor === ada ? `ada ${way}` : `other ${way}`
        seen.set(key, [...(seen.get(key) ?? []), told])
      }),
    )
  expect([...seen.values()].flat()).toHaveLength(1_000)
  const secrets = secretsOfImage()
  for (const way of names) {
    for (const { body } of seen.get(`other ${way}`) ?? [])
      for (const secret of secrets) expect(body.includes(secret), `${way}: ${body}`).toBe(false)
    if (!forEverybody.has(way) && way !== 'history')
      for (const { status } of seen.get(`ada ${way}`) ?? []) expect([way, status]).toEqual([way, 200])
  }
  for (const way of forEverybody) {
    const bodies = [...(seen.get(`ada ${way}`) ?? []), ...(seen.get(`other ${way}`) ?? [])].map(({ body }) => body)
    expect(new Set(bodies).size, way).toBe(1)
  }
  const shown = names.filter((way) =>
    seen.get(`ada ${way}`)?.some(({ body }) => secrets.some((text) => body.includes(text))),
  )
  expect(shown).toEqual(names.filter((way) => !forEverybody.has(way) && !saysLittle.has(way)))
}, 120_000)

test.each(Object.keys(ways))('%s: what is hidden, and in memory, looks like what does not exist', async (way) => {
  const ask = ways[way] as Ask
  await tell(ask(ada, hidden))
  for (const visitor of [ben, nobody])
    expect(await follow(ask, { visitor, name: hidden })).toEqual(await follow(ask, { visitor, name: missing }))
})

test('the catalog of one is not that of another', async () => {
  const path = `/api/v1/catalog?registry=${place.registry}`
  expect((await nobody.get(getCatalog, path)).status).toBe(401)
})

test('what was taken away is gone within a minute, from memory too', async () => {
  const shows = Object.keys(ways).filter((way) => !forEverybody.has(way) && way !== 'history')
  for (const way of shows) await tell((ways[way] as Ask)(ada, hidden))
  place.users.set('ada', { password: 'ada-password', reads: ['team/shared'] })
  vi.useFakeTimers({ now: Date.now() + 60_000, toFake: ['Date'] })
  try {
    for (const way of shows) {
      const { body } = await tell((ways[way] as Ask)(ada, hidden))
      for (const secret of secretsOfImage()) expect(body.includes(secret), `${way}: ${body}`).toBe(false)
    }
  } finally {
    vi.useRealTimers()
  }
})

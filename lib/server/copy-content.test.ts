import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type ComposeSource, composeInputSchema, type PushEvent } from '@/lib/contract/compose'
import type { Digest } from '@/lib/oci/digest'
import { artifact } from '@/lib/sandbox/images/artifact'
import { blob } from '@/lib/sandbox/images/blob'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import { listHistory } from './list-history'
import { planCompose } from './plan-compose'
import { pushIndex } from './push-index'
import { createTestContext } from './test-context'

let home: Sandbox
let abroad: Sandbox
beforeEach(async () => {
  home = await startSandbox({ port: 0, images: false })
  abroad = await startSandbox({ port: 0 })
})
afterEach(() => Promise.all([home.close(), abroad.close()]))

async function push(target: string, sources: (string | ComposeSource)[]) {
  const { again } = createTestContext()
  const input = composeInputSchema.parse({
    target,
    sources: sources.map((source) => (typeof source === 'string' ? { reference: source } : source)),
  })
  const plan = await planCompose(input, again())
  const events: PushEvent[] = []
  const confirmed = { digest: plan.index.digest, expected: plan.current?.digest ?? null }
  for await (const event of pushIndex({ ...input, ...confirmed }, again())) events.push(event)
  return { plan, events }
}

const manifestPuts = (sandbox: Sandbox) =>
  sandbox.requests
    .filter(({ method, path }) => method === 'PUT' && path.includes('/manifests/'))
    .map(({ path }) => path)

test('images of another registry are copied whole, blobs before manifests, the tag last', async () => {
  const { plan, events } = await push(`${home.registry}/team/app:1.1`, [
    `${abroad.registry}/demo/app:1.1-amd64`,
    `${abroad.registry}/demo/app:1.1-arm64`,
  ])
  expect(plan.problems.filter(({ level }) => level === 'error')).toEqual([])
  expect(new Set(plan.copies.map(({ from, how }) => `${how} ${from}`))).toEqual(
    new Set([`copy ${abroad.registry}/demo/app`]),
  )
  expect(events.at(-1)).toMatchObject({ event: 'done', digest: plan.index.digest })
  expect(new TextDecoder().decode(home.store.getManifest('team/app', '1.1')?.bytes)).toBe(plan.index.body)
  for (const { digest, kind } of plan.copies) {
    const found =
      kind === 'blob' ? home.store.getBlob('team/app', digest as Digest) : home.store.getManifest('team/app', digest)
    expect(found, `${kind} ${digest}`).toBeDefined()
  }
  const puts = manifestPuts(home)
  expect(puts).toHaveLength(3)
  expect(puts.at(-1)).toMatch(/\/manifests\/1\.1$/)
})

test('attestations are copied with the image they describe', async () => {
  const { plan } = await push(`${home.registry}/team/app:1.0`, [`${abroad.registry}/demo/app:1.0`])
  expect(plan.entries.filter(({ attests }) => attests)).toHaveLength(2)
  for (const { digest } of plan.entries) expect(home.store.getManifest('team/app', digest as Digest)).toBeDefined()
  expect(plan.index.digest).toBe(abroad.store.getManifest('demo/app', '1.0')?.digest)
})

test('within one registry blobs are mounted and no bytes move', async () => {
  const { plan, events } = await push(`${abroad.registry}/team/app:1.1`, [`${abroad.registry}/demo/app:1.1-amd64`])
  expect(plan.copies.filter(({ kind }) => kind === 'blob').map(({ how }) => how)).toContain('mount')
  expect(events.at(-1)).toMatchObject({ event: 'done' })
  expect(abroad.requests.filter(({ method }) => method === 'PATCH')).toEqual([])
  expect(abroad.requests.filter(({ method, path }) => method === 'GET' && path.includes('/blobs/'))).toHaveLength(1)
})

test('a registry that does not mount gets the bytes', async () => {
  abroad.setFault({ method: 'POST', path: /mount=/ }, { status: 401, headers: {}, body: '' })
  const { plan, events } = await push(`${abroad.registry}/team/app:1.1`, [`${abroad.registry}/demo/app:1.1-amd64`])
  expect(events.at(-1)).toMatchObject({ event: 'done', digest: plan.index.digest })
})

test('a layer that changes on the way stops everything before the tag', async () => {
  const { again } = createTestContext()
  const target = `${home.registry}/team/app:1.1`
  const input = composeInputSchema.parse({ target, sources: [{ reference: `${abroad.registry}/demo/app:1.1-amd64` }] })
  const plan = await planCompose(input, again())
  const layer = plan.copies.filter(({ kind }) => kind === 'blob').at(-1)
  abroad.setFault({ method: 'GET', path: new RegExp(`blobs/${layer?.digest}`) }, { flipByte: true })
  const pushing = async () => {
    for await (const _event of pushIndex({ ...input, digest: plan.index.digest, expected: null }, again()));
  }
  await expect(pushing()).rejects.toMatchObject({ kind: 'digest-mismatch' })
  expect(manifestPuts(home)).toEqual([])
  expect(home.store.getManifest('team/app', '1.1')).toBeUndefined()
})

test('progress counts bytes up to the total', async () => {
  const { events } = await push(`${home.registry}/team/app:1.0`, [`${abroad.registry}/demo/app:1.0`])
  const steps = events.filter((event) => event.event === 'progress' && event.step === 'copy')
  expect(steps.length).toBeGreaterThan(0)
  for (const step of steps)
    expect(step).toMatchObject({ total: expect.any(Number), detail: expect.stringContaining('demo/app') })
})

test('nothing is copied while the plan has an error', async () => {
  const sources = [`${abroad.registry}/demo/app:1.1-amd64`, `${abroad.registry}/demo/app:nope`]
  await expect(push(`${home.registry}/team/app:1.1`, sources)).rejects.toMatchObject({
    error: { code: 'PLAN_CHANGED' },
  })
  expect(home.requests.filter(({ method }) => !['GET', 'HEAD'].includes(method))).toEqual([])
})

test.each([
  ['fails', { flipByte: true }, 'does not match its digest'],
  ['is stopped', { hang: true }, 'was stopped'],
] as const)('a push that %s while it copies is in the history as failed', async (_case, fault, words) => {
  const { again } = createTestContext()
  const target = `${home.registry}/team/app:1.1`
  const input = composeInputSchema.parse({ target, sources: [{ reference: `${abroad.registry}/demo/app:1.1-amd64` }] })
  const plan = await planCompose(input, again())
  abroad.setFault({ method: 'GET', path: /blobs/ }, fault)
  const controller = new AbortController()
  const pushing = async () => {
    const confirmed = { digest: plan.index.digest, expected: null }
    for await (const _event of pushIndex({ ...input, ...confirmed }, again(controller.signal)))
      if ('hang' in fault) controller.abort()
  }
  await expect(pushing()).rejects.toThrow()
  const { entries } = await listHistory({}, again())
  expect(entries).toMatchObject([{ state: 'failed', to: plan.index.digest, message: expect.stringContaining(words) }])
})

describe('what refers to an image', () => {
  const repository = 'demo/app'
  const artifactType = 'application/vnd.example.sbom'

  /** Two artifacts with the image as their subject, and one with another. */
  function putReferrers() {
    const image = abroad.store.getManifest(repository, '1.1-amd64')
    const other = abroad.store.getManifest(repository, '1.1-arm64')
    const put = (name: string, subject = image) => {
      const { digest = '', mediaType = '', bytes = [] } = subject ?? {}
      const described = { mediaType, digest: digest as Digest, size: bytes.length }
      const layers = [blob('application/octet-stream', name)]
      return abroad.store.putImage({ repository, image: artifact({ artifactType, layers, subject: described }) })
    }
    return { subject: image?.digest ?? '', own: [put('one'), put('two')], foreign: put('three', other) }
  }

  const pushWith = (referrers: string[]) => {
    const reference = `${abroad.registry}/${repository}:1.1-amd64`
    return push(`${home.registry}/team/app:1.1`, [{ reference, referrers }])
  }

  test('is brought along when it is wanted, after the image and before the tag', async () => {
    const { subject, own } = putReferrers()
    const { plan } = await pushWith(own)
    expect(plan.copies.filter(({ kind }) => kind === 'referrer').map(({ digest }) => digest)).toEqual(own)
    const puts = manifestPuts(home).map((path) => path.split('/').at(-1))
    expect(puts).toEqual([subject, ...own, '1.1'])
    const response = await fetch(`${home.url}/v2/team/app/referrers/${subject}`)
    expect(await response.json()).toMatchObject({ manifests: own.map((digest) => ({ digest, artifactType })) })
  })

  test('is listed under the tag that stands in, all of it, where the registry lists none', async () => {
    const { subject, own } = putReferrers()
    home.setFault({ method: 'PUT', path: /manifests\/sha256:/ }, { headers: { 'OCI-Subject': undefined } })
    await pushWith(own)
    const listed = home.store.getManifest('team/app', subject.replace(':', '-'))
    const { manifests } = JSON.parse(new TextDecoder().decode(listed?.bytes))
    expect(manifests).toMatchObject(own.map((digest) => ({ digest, artifactType })))
  })

  test('of another image is not brought along', async () => {
    const { foreign } = putReferrers()
    await expect(pushWith([foreign])).rejects.toMatchObject({ error: { code: 'PLAN_CHANGED' } })
    expect(manifestPuts(home)).toEqual([])
  })

  test('stays where it is unless it is wanted', async () => {
    putReferrers()
    const { plan } = await pushWith([])
    expect(plan.copies.map(({ kind }) => kind)).not.toContain('referrer')
  })
})

import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { composeInputSchema } from '@/lib/contract/compose'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import { startAlteringProxy } from './altering-proxy.fixture'
import { listHistory } from './list-history'
import { planCompose } from './plan-compose'
import { pushIndex } from './push-index'
import { createTestContext } from './test-context'

const waits: number[] = []
vi.mock('node:timers/promises', () => ({
  setTimeout: async (ms: number) => {
    waits.push(ms)
  },
}))
beforeEach(() => {
  waits.length = 0
})

/** Pushes demo/app:1.1; something happens as soon as the registry has taken it. */
async function push(onTaken: (sandbox: Sandbox) => void) {
  const sandbox = await startSandbox({ port: 0 })
  const proxy = await startAlteringProxy({
    target: sandbox.url,
    onAnswer: (answered, { method, url = '' }) => {
      if (method === 'PUT' && url.endsWith('/1.1')) onTaken(sandbox)
      return answered
    },
  })
  onTestFinished(() => Promise.all([proxy.close(), sandbox.close()]).then(() => undefined))
  const { again } = createTestContext()
  const sources = ['amd64', 'arm64'].map((name) => ({ reference: `${proxy.registry}/demo/app:1.1-${name}` }))
  const input = composeInputSchema.parse({ target: `${proxy.registry}/demo/app:1.1`, sources })
  const plan = await planCompose(input, again())
  const pushing = (async () => {
    for await (const _event of pushIndex({ ...input, digest: plan.index.digest, expected: null }, again()));
  })()
  const error = await pushing.catch((caught: { error: unknown }) => caught.error)
  const asked = sandbox.requests.filter(({ path }) => path.endsWith('manifests/1.1')).map(({ method }) => method)
  return {
    error,
    reads: asked.slice(asked.indexOf('PUT') + 1),
    state: (await listHistory({}, again())).entries[0]?.state,
  }
}

it('a tag that does not show is read five times within ten seconds, then it is late and no failure of anybody', async () => {
  const { error, reads, state } = await push((sandbox) =>
    sandbox.setFault({ method: 'GET', path: /manifests\/1\.1$/ }, { status: 404 }),
  )
  expect(error).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('does not show it yet') })
  expect(waits).toEqual([500, 1_500, 3_000, 5_000])
  expect(reads).toEqual(Array(5).fill('GET'))
  expect(state).toBe('unknown')
})

it('a tag that shows what somebody else has pushed is not waited for', async () => {
  const { error, reads } = await push(({ store }) => {
    const { digest } = store.getManifest('demo/app', '1.0') ?? {}
    if (digest) store.setTag({ repository: 'demo/app', tag: '1.1', digest })
  })
  expect(error).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('somebody else pushed') })
  expect([waits, reads]).toEqual([[], ['GET']])
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { Secret } from '@/lib/registry/secret'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import { anonymousContext } from './anonymous-context'
import { readPublicImage } from './badge-facts'
import { processConfig } from './config'
import { inspectImage } from './inspect-image'
import { createRegistryAccess } from './registry-access'
import { createTestContext } from './test-context'

const [username, password] = ['somebody', 'only-for-this-test']
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, auth: { kind: 'basic', username, password } })
})
afterAll(() => sandbox.close())

test('what a sign-in may read is not told to everybody, not even after it has been read', async () => {
  const credentials = { find: async () => ({ username, password: new Secret(password) }) }
  const { context } = createTestContext()
  const signedIn = { ...context, access: createRegistryAccess(processConfig(), credentials) }
  const ref = `${sandbox.registry}/demo/app:1.0`
  expect((await inspectImage({ ref, detail: 'index' }, signedIn)).platforms).toHaveLength(2)
  expect(await readPublicImage({ ref, sizes: false }, anonymousContext(signedIn))).not.toHaveProperty('image')
})

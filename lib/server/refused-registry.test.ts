import { expect, test } from 'vitest'
import { Secret } from '@/lib/registry/secret'
import { startSandbox } from '@/lib/sandbox/sandbox'
import { type Config, readConfig } from './config'
import { inspectImage } from './inspect-image'
import { refusedRegistry } from './refused-registry'
import { createRegistryAccess } from './registry-access'
import { createRequestContext } from './request-context'
import { createSealer } from './seal'
import { SessionStore } from './session'
import { MemoryVault } from './session-vault'

const password = 'wonderland-4711'
const shared = {
  ARCHIPELAGO_MODE: 'shared',
  ARCHIPELAGO_ORIGIN: 'https://images.example',
  ARCHIPELAGO_SECRET: 'x'.repeat(32),
}

function start(environment: Record<string, string>): Config {
  const config = readConfig({ ARCHIPELAGO_LOG_LEVEL: 'silent', DOCKER_CONFIG: '/nowhere', ...environment })
  Reflect.set(globalThis, Symbol.for('archipelago.config'), config)
  return config
}

test.each([
  ['stale', 'local', 'file', true],
  [password, 'local', 'file', false],
  ['stale', 'shared', 'session', true],
  ['stale', 'shared', 'operator', false],
])('a sign-in that is %s, in %s mode, from the %s: %s', async (given, mode, from, expected) => {
  const auth = { kind: 'bearer', username: 'alice', password, anonymousPull: true } as const
  const sandbox = await startSandbox({ port: 0, auth })
  const { registry } = sandbox
  const config = start(mode === 'shared' ? { ...shared, ARCHIPELAGO_PLAIN_HTTP: registry } : {})
  const credential = { username: 'alice', password: new Secret(given) }
  const store = new SessionStore({ vault: new MemoryVault(), sealer: createSealer([new Secret('y'.repeat(32))]) })
  const session =
    from === 'session'
      ? await store.signIn(undefined, registry, { credential, username: 'alice', isConfirmed: true })
      : undefined
  const access = session?.access ?? createRegistryAccess(config, { find: async () => credential })
  const context = { ...createRequestContext(undefined, { session }), access }
  expect(refusedRegistry(`${registry}/demo/app:1.0`, context)).toBeUndefined()
  expect(await inspectImage({ ref: `${registry}/demo/app:1.0`, detail: 'index' }, context)).toMatchObject({
    kind: 'index',
  })
  expect(refusedRegistry(`${registry}/demo/app:1.0`, context)).toBe(expected ? registry : undefined)
  await sandbox.close()
})

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import type { RegistryClient } from './client'
import type { RegistryErrorKind } from './errors'
import { ping } from './ping'
import { createClient } from './test-server'

const fails = (kind: RegistryErrorKind, more: object = {}) => expect.objectContaining({ kind, ...more })

let sandbox: Sandbox
let client: RegistryClient

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
  client = createClient(sandbox.registry)
})
afterEach(() => {
  sandbox.clearFaults()
  sandbox.requests.length = 0
})
afterAll(() => sandbox.close())

describe('ping', () => {
  it('knows a registry from something else', async () => {
    await expect(ping(client)).resolves.toBeUndefined()
    sandbox.setFault({ path: /^\/v2\/$/ }, { status: 404, body: 'page not found' })
    await expect(ping(client)).rejects.toEqual(fails('invalid-answer'))
  })
})

/** Faults of the lookup of names. The resolver is one of ours: no name is asked of anybody, and every answer is on this machine. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Canary, startCanary } from './canary.fixture'
import { clientOf, expectNoSecret } from './fault-harness.fixture'
import { ping } from './ping'

type Answer = { code: string } | { addresses: string[] } | 'silence'
const answers: Answer[] = []
const lookedUp: string[] = []
vi.mock('node:dns', async (original) => ({
  ...(await original<typeof import('node:dns')>()),
  lookup: (hostname: string, _options: object, callback: (error: Error | null, addresses: object[]) => void) => {
    lookedUp.push(hostname)
    const answer = answers[Math.min(lookedUp.length, answers.length) - 1]
    if (answer === undefined || answer === 'silence') return
    if ('code' in answer)
      return callback(Object.assign(new Error(`getaddrinfo ${answer.code} ${hostname}`), answer), [])
    const list = answer.addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    callback(null, list)
  },
}))

const canaries: Canary[] = []
afterEach(async () => {
  answers.length = 0
  lookedUp.length = 0
  await Promise.all(canaries.splice(0).map(({ close }) => close()))
})

const faults: [fault: string, answers: Answer[], expected: object, lookups: number][] = [
  ['NXDOMAIN', [{ code: 'ENOTFOUND' }], { kind: 'unreachable', message: /no host of the name/, retryable: false }, 1],
  ['SERVFAIL', [{ code: 'EAI_AGAIN' }], { kind: 'unreachable', message: /cannot be looked up at the moment/ }, 3],
  ['SERVFAIL for good', [{ code: 'EAI_FAIL' }], { kind: 'unreachable', message: /cannot be looked up/ }, 3],
  ['no answer', ['silence'], { kind: 'timeout', message: /did not answer in time/ }, 3],
  ['this machine', [{ addresses: ['127.0.0.1'] }], { kind: 'not-allowed', message: /may not be used from here/ }, 1],
  ['a neighbour and ::1', [{ addresses: ['127.0.0.2', '::1'] }], { kind: 'not-allowed' }, 1],
  ['a CNAME to this machine', [{ addresses: ['127.0.0.2'] }], { kind: 'not-allowed' }, 1],
  [
    'another address the second time',
    [{ code: 'EAI_AGAIN' }, { addresses: ['127.0.0.1'] }],
    { kind: 'not-allowed' },
    2,
  ],
]

describe('DNS', () => {
  it.each(faults)('%s', async (_fault, said, expected, lookups) => {
    answers.push(...said)
    const canary = await startCanary()
    canaries.push(canary)
    const host = 'registry.example'
    const { client, notes } = clientOf(`${host}:${canary.port}`)
    const failure = await ping(client).catch((error: unknown) => error)
    const { message, ...rest } = expected as { message?: RegExp }
    expect(failure).toMatchObject({ name: 'RegistryError', registry: `${host}:${canary.port}`, ...rest })
    expect(String(failure)).toMatch(message ?? /registry\.example/)
    expect(lookedUp).toEqual(new Array(lookups).fill(host))
    expect(canary.connections()).toBe(0)
    expectNoSecret(failure, notes)
  })
})

/**
 * Faults of the lookup of names. Resolver and connector are ours: no name is asked of anybody, and whatever address comes out, the
 * connection goes to a server of the test on this machine, and only says that it had gone there.
 */
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { clientOf, expectNoSecret, type FaultServer, failureOf, serve } from './fault-harness.fixture'
import { createHostPolicy } from './host-policy'
import { ping } from './ping'

type Answer = { code: string } | { addresses: string[] } | 'silence'
type Callback = (error: Error | null, found: unknown) => void
const { answers, lookedUp, dialled, sockets, way } = vi.hoisted(() => ({
  answers: [] as Answer[],
  lookedUp: [] as string[],
  dialled: [] as string[],
  sockets: new Set<Socket>(),
  /** Where each connection goes, and what address it then has, where that is not the one that was dialled. */
  way: { port: 0, endsAt: undefined as string | undefined },
}))

vi.mock('node:dns', async (original) => ({
  ...(await original<typeof import('node:dns')>()),
  lookup: (hostname: string, _options: object, callback: Callback) => {
    lookedUp.push(hostname)
    const answer = answers[Math.min(lookedUp.length, answers.length) - 1]
    if (answer === undefined || answer === 'silence') return
    if ('code' in answer)
      return callback(Object.assign(new Error(`getaddrinfo ${answer.code} ${hostname}`), answer), [])
    const list = answer.addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    callback(null, list)
  },
}))

vi.mock('undici', async (original) => {
  const undici = await original<typeof import('undici')>()
  interface Dialling {
    timeout?: number
    lookup?: (hostname: string, options: object, callback: Callback) => void
  }
  function buildConnector({ timeout = 500, lookup }: Dialling) {
    return ({ hostname }: { hostname: string }, callback: Callback) => {
      const late = setTimeout(() => callback(new undici.errors.ConnectTimeoutError(), null), timeout)
      lookup?.(hostname, { all: true }, (error, found) => {
        clearTimeout(late)
        if (error) return callback(error, null)
        const [first] = found as { address: string }[]
        dialled.push(first?.address ?? '')
        const socket = connect(way.port, '127.0.0.1', () => callback(null, socket))
        Object.defineProperty(socket, 'remoteAddress', { value: way.endsAt ?? first?.address })
        sockets.add(socket.on('close', () => sockets.delete(socket)))
      })
    }
  }
  return { ...undici, buildConnector }
})

const host = 'registry.example'
let server: FaultServer
beforeEach(async () => {
  server = await serve((_request, response) => response.end('{}'))
  way.port = Number(server.registry.split(':')[1])
  way.endsAt = undefined
})
afterEach(async () => {
  answers.length = lookedUp.length = dialled.length = 0
})

/** Closed on both sides. */
const expectClosed = () => expect.poll(() => sockets.size + server.openSockets()).toBe(0)

interface Fault {
  fault: string
  says: Answer[]
  expected: { kind: string; retryable?: boolean }
  words: RegExp
  lookups?: number
  dials?: string[]
}

async function expectFault({ says, expected, words, lookups = 1, dials = [] }: Fault, isGuarded: boolean) {
  answers.push(...says)
  const policy = createHostPolicy({ plainHttp: [], isGuarded })
  const { client, notes } = clientOf(host, { policy })
  const failure = await failureOf(ping(client))
  expect(failure).toMatchObject({ registry: host, ...expected })
  expect(failure.message).toContain(host)
  expect(failure.message).toMatch(words)
  expect(failure.message).not.toMatch(/\d+\.\d+\.\d+|::/)
  expect(lookedUp).toEqual(new Array(lookups).fill(host))
  expect(dialled).toEqual(dials)
  expect(server.seen).toEqual([])
  expectNoSecret(failure, notes)
  await expectClosed()
}

const at = (...addresses: string[]): Answer => ({ addresses })
const forbidden = { expected: { kind: 'not-allowed', retryable: false }, words: /may not be used from here/ }
const hidden = { expected: { kind: 'unreachable' }, words: /cannot be reached from here/ }
const publicAddress = '8.8.8.8'

describe('DNS', () => {
  it.each<Fault>([
    {
      fault: 'NXDOMAIN',
      says: [{ code: 'ENOTFOUND' }],
      expected: { kind: 'unreachable', retryable: false },
      words: /no host of the name/,
    },
    {
      fault: 'SERVFAIL',
      says: [{ code: 'EAI_AGAIN' }],
      expected: { kind: 'unreachable' },
      words: /cannot be looked up at the moment/,
      lookups: 3,
    },
    {
      fault: 'SERVFAIL for good',
      says: [{ code: 'EAI_FAIL' }],
      expected: { kind: 'unreachable' },
      words: /cannot be looked up/,
      lookups: 3,
    },
    {
      fault: 'no answer',
      says: ['silence'],
      expected: { kind: 'timeout' },
      words: /did not answer in time/,
      lookups: 3,
    },
    { fault: 'no address', says: [at()], ...forbidden },
    { fault: 'this machine', says: [at('127.0.0.1')], ...forbidden },
    { fault: 'A is public, AAAA is ::1', says: [at(publicAddress, '::1')], ...forbidden },
    { fault: 'the last of several is this machine', says: [at(publicAddress, '1.1.1.1', '127.0.0.1')], ...forbidden },
    { fault: 'a service of a cloud', says: [at('169.254.169.254')], ...forbidden },
    { fault: 'this machine the second time', says: [{ code: 'EAI_AGAIN' }, at('127.0.0.1')], ...forbidden, lookups: 2 },
  ])('$fault', (fault) => expectFault(fault, false))

  it.each<Fault>([
    { fault: 'a CNAME to an internal host', says: [at('10.0.0.1')], ...hidden },
    { fault: 'A is public, AAAA is internal', says: [at(publicAddress, 'fd00::1')], ...hidden },
    { fault: 'an internal host, spelled in IPv6', says: [at('::ffff:10.0.0.1')], ...hidden },
  ])('$fault, for strangers', (fault) => expectFault(fault, true))

  it('a connection that ends elsewhere than where it was dialled is closed before a word is said', async () => {
    way.endsAt = '127.0.0.1'
    await expectFault({ fault: '', says: [at(publicAddress)], ...forbidden, dials: [publicAddress] }, false)
  })

  it('rebinding between two requests: the second one is not made', async () => {
    answers.push(at(publicAddress), at('127.0.0.1'))
    const { client, notes } = clientOf(host)
    await ping(client)
    await expectClosed()
    expect(await failureOf(ping(client))).toMatchObject({ kind: 'not-allowed', registry: host })
    expect(dialled).toEqual([publicAddress])
    expect(server.seen).toEqual(['GET /v2/'])
    expectNoSecret(notes)
    await expectClosed()
  })
})

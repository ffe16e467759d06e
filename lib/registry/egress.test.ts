import { connect, Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { AddressBlockedError, createGuardedLookup, guardConnector } from './egress'
import { serve } from './served.fixture'

describe('DNS: createGuardedLookup', () => {
  const ask = (addresses: string[]) =>
    new Promise((resolve) => {
      const answers = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
      const lookup = createGuardedLookup('public', (_hostname, callback) => callback(null, answers))
      lookup('registry.example', { all: true }, (error, found) => resolve(error ?? found))
    })

  it('hands on exactly what it has checked', async () => {
    expect(await ask(['8.8.8.8'])).toEqual([{ address: '8.8.8.8', family: 4 }])
  })

  it.each([[['127.0.0.1']], [['8.8.8.8', '127.0.0.1']], [['8.8.8.8', '::1']], [['10.0.0.1']], [[]]])(
    'refuses %j altogether',
    async (addresses) => {
      expect(await ask(addresses)).toBeInstanceOf(AddressBlockedError)
    },
  )
})

it('DNS: judges every answer anew: a name that leads elsewhere the second time is refused then', async () => {
  const answers = [['8.8.8.8'], ['127.0.0.1'], ['8.8.8.8', '127.0.0.1']]
  const lookup = createGuardedLookup('public', (_hostname, callback) =>
    callback(
      null,
      (answers.shift() ?? []).map((address) => ({ address, family: 4 })),
    ),
  )
  const ask = () =>
    new Promise((resolve) => lookup('registry.example', { all: true }, (error, found) => resolve(error ?? found)))
  expect(await ask()).toEqual([{ address: '8.8.8.8', family: 4 }])
  expect(await ask()).toBeInstanceOf(AddressBlockedError)
  expect(await ask()).toBeInstanceOf(AddressBlockedError)
})

describe('guardConnector', () => {
  const options = { hostname: 'registry.example', protocol: 'https:', port: '443', servername: 'registry.example' }
  /** Connects to this machine, whatever is asked for: what a lookup has promised is not what counts. */
  async function connectTo(server: { registry: string }, hostname: string, reach: 'public' | 'private' | 'loopback') {
    let opened = 0
    let socket: Socket | undefined
    const deceived = guardConnector((_options, callback) => {
      opened += 1
      const made = connect(Number(server.registry.split(':')[1]), '127.0.0.1', () => callback(null, made))
      socket = made
    }, reach)
    const outcome = await new Promise((resolve) =>
      deceived({ ...options, hostname }, (error, connected) => resolve(error ?? connected)),
    )
    const isDestroyed = socket?.destroyed
    socket?.destroy()
    return { outcome, opened, isDestroyed }
  }

  it.each(['public', 'private'] as const)(
    'looks at the socket itself, and closes one that is out of reach: %s',
    async (reach) => {
      const server = await serve((_request, response) => response.end())
      const { outcome, isDestroyed } = await connectTo(server, 'registry.example', reach)
      expect(outcome).toBeInstanceOf(AddressBlockedError)
      expect(isDestroyed).toBe(true)
      expect(server.seen).toEqual([])
    },
  )

  it('hands over one that is within reach', async () => {
    const server = await serve((_request, response) => response.end())
    const { outcome, isDestroyed } = await connectTo(server, 'registry.example', 'loopback')
    expect(outcome).toBeInstanceOf(Socket)
    expect(isDestroyed).toBe(false)
  })

  it.each(['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '169.254.169.254', '10.0.0.1'])(
    'does not even connect to the literal %s',
    async (hostname) => {
      const server = await serve((_request, response) => response.end())
      const { outcome, opened } = await connectTo(server, hostname, 'public')
      expect(outcome).toBeInstanceOf(AddressBlockedError)
      expect(opened).toBe(0)
    },
  )
})

/** The only way out: every byte to and from a registry, a token server or a store of blobs passes here and is checked here. */
import { type LookupAddress, lookup as systemLookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { Readable } from 'node:stream'
import { rootCertificates } from 'node:tls'
import { Agent, buildConnector, request } from 'undici'
import { isAddressAllowed, type Reach } from './address-guard'
import { type EgressEvent, egressEvents } from './egress-events'
import { isJudged, type JudgedUrl } from './judged-url'
import { Secret } from './secret'

export interface Timeouts {
  connectMs: number
  headersMs: number
  /** For the whole action: every try, sign-in and redirect, to the last byte. Streams have no total. */
  totalMs: number
}

export const defaultTimeouts: Timeouts = { connectMs: 5_000, headersMs: 15_000, totalMs: 30_000 }

/** PEM, all of it. */
export interface Tls {
  /** Besides the authorities that Node knows. */
  ca?: string
  cert?: string
  key?: Secret
}

export type Method = 'GET' | 'HEAD' | 'PUT' | 'POST' | 'PATCH' | 'DELETE'

export interface Outgoing {
  url: JudgedUrl
  method: Method
  headers: Record<string, string>
  authorization?: Secret
  body?: Uint8Array | AsyncIterable<Uint8Array> | Secret
  reach: Reach
  tls?: Tls | undefined
  timeouts: Timeouts
  signal: AbortSignal
}

export interface Incoming {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Readable
}

/** An address that must not be reached. Carries no address: the answer would tell a stranger about our network. */
export class AddressBlockedError extends Error {
  override readonly name = 'AddressBlockedError'
  readonly code = 'ADDRESS_BLOCKED'
}

const maxHeaderBytes = 65_536
const connectionsPerOrigin = 32
const poolsKey = Symbol.for('archipelago.egress')

type Resolve = (
  hostname: string,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void
const resolveAll: Resolve = (hostname, callback) => systemLookup(hostname, { all: true }, callback)

/** Fails when any answer is out of reach, and hands on exactly the answers that were checked. */
export function createGuardedLookup(reach: Reach, resolve: Resolve = resolveAll): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, (error, addresses) => {
      if (error) return callback(error, [])
      const [first] = addresses
      if (!first || addresses.some(({ address }) => !isAddressAllowed(address, reach)))
        return callback(new AddressBlockedError('This address may not be reached.'), [])
      if (options.all) return callback(null, addresses)
      return callback(null, first.address, first.family)
    })
  }
}

/** Checks the two ends that a lookup does not see: literals, for which undici asks none, and the socket, which is what counts. */
export function guardConnector(connect: buildConnector.connector, reach: Reach): buildConnector.connector {
  return (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, '')
    const blocked = () => callback(new AddressBlockedError('This address may not be reached.'), null)
    if (isIP(host) !== 0 && !isAddressAllowed(host, reach)) return blocked()
    connect(options, (error, socket) => {
      if (error || !socket) return callback(error ?? new Error('no socket'), null)
      if (socket.remoteAddress && isAddressAllowed(socket.remoteAddress, reach)) return callback(null, socket)
      socket.destroy()
      return blocked()
    })
  }
}

function createAgent({ reach, timeouts, tls }: Pick<Outgoing, 'reach' | 'timeouts' | 'tls'>): Agent {
  const connect = buildConnector({
    timeout: timeouts.connectMs,
    allowH2: false,
    lookup: createGuardedLookup(reach),
    ...(tls?.ca !== undefined && { ca: [...rootCertificates, tls.ca] }),
    ...(tls?.cert !== undefined && tls.key && { cert: tls.cert, key: tls.key.reveal() }),
  })
  return new Agent({
    connect: guardConnector(connect, reach),
    connections: connectionsPerOrigin,
    pipelining: 1,
    maxHeaderSize: maxHeaderBytes,
    keepAliveTimeout: 10_000,
  })
}

function fingerprintOf({ ca = '', cert = '', key }: Tls): string {
  return new Secret([ca, cert, key?.reveal() ?? ''].join('\n')).fingerprint()
}

/** Next loads modules several times; sockets are shared all the same. A socket only serves the reach and the TLS it was made for. */
function agentFor(outgoing: Outgoing): Agent {
  const { reach, timeouts, tls } = outgoing
  const known: unknown = Reflect.get(globalThis, poolsKey)
  const pools: Map<string, Agent> = known instanceof Map ? known : new Map()
  if (pools !== known) Reflect.set(globalThis, poolsKey, pools)
  const key = `${reach}/${timeouts.connectMs}/${tls ? fingerprintOf(tls) : ''}`
  const agent = pools.get(key) ?? createAgent(outgoing)
  pools.set(key, agent)
  return agent
}

function bodyToSend(body: Uint8Array | AsyncIterable<Uint8Array> | Secret): string | Uint8Array | Readable {
  if (body instanceof Secret) return body.reveal()
  return body instanceof Uint8Array ? body : Readable.from(body, { highWaterMark: 1 })
}

/**
 * One request and the head of its answer; follows nothing, retries nothing, decodes nothing. The caller reads or destroys `body`.
 * @throws whatever undici, Node or the address guard throws
 */
export async function send(outgoing: Outgoing): Promise<Incoming> {
  const startedMs = performance.now()
  const tell = (status?: number) => {
    const event: EgressEvent = {
      hostname: outgoing.url.hostname,
      method: outgoing.method,
      durationMs: performance.now() - startedMs,
      ...(status !== undefined && { status }),
    }
    egressEvents.publish(event)
  }
  try {
    const incoming = await sendOnce(outgoing)
    tell(incoming.status)
    return incoming
  } catch (error) {
    tell()
    throw error
  }
}

async function sendOnce(outgoing: Outgoing): Promise<Incoming> {
  const { url, method, timeouts, signal, body } = outgoing
  if (!isJudged(url)) throw new AddressBlockedError('Nobody has judged this address.')
  const authorization = outgoing.authorization?.reveal()
  const {
    statusCode,
    headers,
    body: answer,
  } = await request(url, {
    method,
    signal,
    dispatcher: agentFor(outgoing),
    headers: {
      'accept-encoding': 'identity',
      ...outgoing.headers,
      ...(authorization !== undefined && { authorization }),
    },
    body: body === undefined ? null : bodyToSend(body),
    headersTimeout: timeouts.headersMs,
    bodyTimeout: timeouts.headersMs,
  })
  return { status: statusCode, headers, body: answer }
}

/** A registry of uploads alone, as strict as the strictest and with the faults that a test asks for. */
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { computeDigest } from '@/lib/oci/compute-digest'
import { type FaultServer, secrets, serve } from './fault-harness.fixture'

export interface UploadManners {
  /** How a Location is spelled; undefined for none at all. */
  spellLocation?: (path: string, server: FaultServer) => string | undefined
  /** What a piece is answered with, 202 unless given. */
  pieceStatus?: number
  /** Before the numbers in a Range. */
  rangeUnit?: string
  /** What the end of an upload is answered with, 201 unless given. */
  storedStatus?: number
  /** Takes a piece by 202 and keeps nothing of it. */
  loses?: (sent: number) => boolean
  /** As OCI-Chunk-Min-Length. */
  leastBytes?: number
  /** Answers this instead, and leaves the upload as it is. */
  refuse?: (request: IncomingMessage, sent: number) => number | undefined
  /** Breaks the connection once a request has brought so many bytes: `kept` are what the upload then has of them. */
  breakOff?: (request: IncomingMessage, sent: number) => { afterBytes: number; kept: number } | undefined
  /** Whether an upload is over once a request of it has failed. */
  forgets?: boolean
  /** What somebody is told who wants to end an upload, 204 unless given. */
  cancelStatus?: number
}

export interface UploadDouble extends FaultServer {
  /** What came with a sign-in. */
  asked: string[]
  blobs: Map<string, Buffer>
  /** Bytes that have come in all. */
  receivedBytes(): number
}

interface Session {
  bytes: Buffer
  /** Comes back with each request, as it was given. */
  state: string
}

type Body = { bytes: Buffer; isBroken: boolean }

function readBody(request: IncomingMessage, limit: number): Promise<Body> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let length = 0
    request.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      length += chunk.byteLength
      if (length >= limit) resolve({ bytes: Buffer.concat(chunks), isBroken: true })
    })
    request.on('end', () => resolve({ bytes: Buffer.concat(chunks), isBroken: false }))
    request.on('error', () => resolve({ bytes: Buffer.concat(chunks), isBroken: true }))
  })
}

const isInStep = ({ headers }: IncomingMessage, { bytes }: Session) => {
  const range = headers['content-range']
  return range === undefined || Number(range.split('-')[0]) === bytes.byteLength
}

export async function startUploadDouble(manners: UploadManners = {}): Promise<UploadDouble> {
  const { spellLocation = (path) => path, pieceStatus = 202, storedStatus = 201, leastBytes } = manners
  const { rangeUnit = '', forgets = false, cancelStatus = 204 } = manners
  const blobs = new Map<string, Buffer>()
  const sessions = new Map<string, Session>()
  let received = 0
  let sent = 0

  function tell(response: ServerResponse, id: string, status: number): void {
    const session = sessions.get(id)
    if (!session) return void response.writeHead(404).end()
    session.state = `${secrets.state}-${randomUUID()}%3D`
    const location = spellLocation(`/v2/team/app/blobs/uploads/${id}?_state=${session.state}`, server)
    if (location !== undefined) response.setHeader('location', location)
    if (leastBytes !== undefined) response.setHeader('oci-chunk-min-length', String(leastBytes))
    response.setHeader('range', `${rangeUnit}0-${Math.max(session.bytes.byteLength - 1, 0)}`)
    response.writeHead(status).end()
  }

  async function take(request: IncomingMessage, response: ServerResponse, id: string): Promise<Session | undefined> {
    const session = sessions.get(id)
    sent += 1
    const status = manners.refuse?.(request, sent)
    const broken = status === undefined ? manners.breakOff?.(request, sent) : undefined
    const body = await readBody(request, broken?.afterBytes ?? Number.POSITIVE_INFINITY)
    received += body.bytes.byteLength
    const isFailed = status !== undefined || body.isBroken || (session !== undefined && !isInStep(request, session))
    const isLost = manners.loses?.(sent) === true
    if (session && !isFailed && !isLost) session.bytes = Buffer.concat([session.bytes, body.bytes])
    if (session && body.isBroken)
      session.bytes = Buffer.concat([session.bytes, body.bytes.subarray(0, broken?.kept ?? 0)])
    if (isFailed && forgets) sessions.delete(id)
    if (body.isBroken) request.socket.resetAndDestroy()
    else if (!session) response.writeHead(404).end()
    else if (isFailed) response.writeHead(status ?? 416).end()
    return isFailed ? undefined : session
  }

  const asked: string[] = []
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.headers.authorization === undefined)
      return void response.writeHead(401, { 'www-authenticate': 'Basic realm="uploads"' }).end()
    asked.push(`${request.method} ${request.url}`)
    const url = new URL(request.url ?? '/', 'http://double.invalid')
    const id = url.pathname.split('/').at(-1) ?? ''
    if (!url.pathname.startsWith('/v2/team/app/blobs/')) return void response.writeHead(404).end()
    const digest = url.searchParams.get('digest') ?? ''
    const isBlob = url.pathname.includes('/blobs/sha256:')
    if (isBlob) return void response.writeHead(blobs.has(id) ? 200 : 404).end()
    if (request.method === 'POST') {
      const started = randomUUID()
      sessions.set(started, { bytes: Buffer.alloc(0), state: '' })
      return tell(response, started, 202)
    }
    const session = sessions.get(id)
    if (session && !url.search.startsWith(`?_state=${session.state}`)) return void response.writeHead(400).end()
    if (request.method === 'GET') return tell(response, id, 204)
    if (request.method === 'DELETE') return void response.writeHead(sessions.delete(id) ? cancelStatus : 405).end()
    const taken = await take(request, response, id)
    if (!taken) return
    if (request.method === 'PATCH') return tell(response, id, pieceStatus)
    sessions.delete(id)
    if (computeDigest(taken.bytes) !== digest) return void response.writeHead(400).end()
    blobs.set(digest, taken.bytes)
    response.writeHead(storedStatus).end()
  }

  const server = await serve((request, response) => void answer(request, response))
  return { ...server, asked, blobs, receivedBytes: () => received }
}

/** What comes before any work: turns, refusals while busy or closing, and counting. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type ErrorCode, errorStatuses } from '@/lib/contract/error'
import { processMetrics } from './process-metrics'
import { requestLabel } from './request-label'
import type { WorkQueue } from './work-queue'

const retryAfterSeconds = 5
/** Neither asks a registry nor renders anything. */
const lightLabels = new Set(['asset', '/healthz', '/metrics'])

/** Says no in the form that the caller reads: JSON under /api, else a line of text. */
export function refuse(
  { url = '' }: IncomingMessage,
  response: ServerResponse,
  { code, message }: { code: ErrorCode; message: string },
): void {
  processMetrics().sentAway.add({ code })
  const isApi = url.startsWith('/api/')
  response.writeHead(errorStatuses[code], {
    'content-type': isApi ? 'application/json' : 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    'retry-after': String(retryAfterSeconds),
    connection: 'close',
  })
  response.end(isApi ? JSON.stringify({ error: { code, message, retryAfter: retryAfterSeconds } }) : `${message}\n`)
}

function count(label: string, response: ServerResponse): void {
  const startedMs = performance.now()
  const { requests, requestSeconds } = processMetrics()
  response.once('close', () => {
    requests.add({ endpoint: label, status: response.headersSent ? String(response.statusCode) : 'none' })
    requestSeconds.observe((performance.now() - startedMs) / 1000, { endpoint: label })
  })
}

const tooBusy = {
  code: 'TOO_BUSY',
  message: 'More is asked of Archipelago at the moment than it can do; try again in a few seconds.',
} as const
const shuttingDown = {
  code: 'SHUTTING_DOWN',
  message: 'Archipelago is being restarted and takes no new work; try again in a few seconds.',
} as const

interface GateOptions {
  queue: WorkQueue
  /** Who is counted as one visitor. */
  visitorOf: (request: IncomingMessage) => string
  work: (request: IncomingMessage, response: ServerResponse) => void
}

/** Lets requests through to `work`, each in its turn, and knows which of them write. */
export class RequestGate {
  readonly #options: GateOptions
  readonly #writes = new Set<ServerResponse>()
  #isClosing = false

  constructor(options: GateOptions) {
    this.#options = options
  }

  async enter(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { queue, visitorOf, work } = this.#options
    if (this.#isClosing) return refuse(request, response, shuttingDown)
    const label = requestLabel(request.url)
    count(label, response)
    if (lightLabels.has(label)) return work(request, response)
    const turn = queue.enter(visitorOf(request))
    if (!turn) return refuse(request, response, tooBusy)
    response.once('close', turn.leave)
    if (request.method === 'POST') this.#note(response)
    await turn.ready
    if (!response.destroyed) work(request, response)
  }

  #note(response: ServerResponse): void {
    this.#writes.add(response)
    response.once('close', () => this.#writes.delete(response))
  }

  /** From now on everything new is refused. Resolves when what may be writing has ended. */
  async close(): Promise<void> {
    this.#isClosing = true
    const ends = [...this.#writes].map((response) => new Promise((resolve) => response.once('close', resolve)))
    await Promise.all(ends)
  }
}

import type { Server } from 'node:http'
import type { Socket } from 'node:net'

export interface ReaderLimits {
  /** What may be unread for so long whatever its size. */
  graceMs: number
  /** As slowly may one read beyond that, on average since something began to be unread. */
  bytesPerSecond: number
  checkMs: number
}

/** A phone at the edge of its network reads faster. */
export const defaultReaderLimits: ReaderLimits = { graceMs: 30_000, bytesPerSecond: 4_096, checkMs: 5_000 }

/** Since when something has been unread without a break, and how much had been read before. */
interface Backlog {
  sinceMs: number
  bytesBefore: number
}

/** Bytes that were given to the connection, read or not, since the backlog began. */
const givenSince = (socket: Socket, { bytesBefore }: Backlog) => socket.bytesWritten - bytesBefore

function isTooSlow(socket: Socket, backlog: Backlog, { limits, nowMs }: { limits: ReaderLimits; nowMs: number }) {
  const dueMs = limits.graceMs + (givenSince(socket, backlog) / limits.bytesPerSecond) * 1000
  return nowMs - backlog.sinceMs > dueMs
}

/**
 * Cuts connections whose reader takes a byte now and then, which a timeout for idle ones never sees. Who has read everything is
 * never cut, however long the next line of a stream is in coming. Ends with the server.
 */
export function cutSlowReaders(
  server: Server,
  { limits = defaultReaderLimits, now = Date.now }: { limits?: ReaderLimits; now?: () => number } = {},
): void {
  const sockets = new Set<Socket>()
  const backlogs = new WeakMap<Socket, Backlog>()
  const check = (socket: Socket) => {
    if (socket.writableLength === 0) return backlogs.delete(socket)
    const nowMs = now()
    const backlog = backlogs.get(socket)
    if (!backlog) backlogs.set(socket, { sinceMs: nowMs, bytesBefore: socket.bytesWritten - socket.writableLength })
    else if (isTooSlow(socket, backlog, { limits, nowMs })) socket.destroy()
  }
  const timer = setInterval(() => sockets.forEach(check), limits.checkMs)
  timer.unref()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.once('close', () => clearInterval(timer))
}

import { randomUUID } from 'node:crypto'

export interface UploadSession {
  id: string
  repository: string
  chunks: Uint8Array[]
  /** Bytes received so far. */
  size: number
}

const maxSessions = 64

/** Uploads in progress; past 64 the oldest is dropped, as a registry drops those nobody finishes. */
export class UploadSessions {
  private readonly sessions = new Map<string, UploadSession>()

  get count(): number {
    return this.sessions.size
  }

  start(repository: string): UploadSession {
    const [oldest] = this.sessions.keys()
    if (oldest !== undefined && this.sessions.size >= maxSessions) this.sessions.delete(oldest)
    const session: UploadSession = { id: randomUUID(), repository, chunks: [], size: 0 }
    this.sessions.set(session.id, session)
    return session
  }

  find(repository: string, id: string): UploadSession | undefined {
    const session = this.sessions.get(id)
    return session?.repository === repository ? session : undefined
  }

  append(session: UploadSession, chunk: Uint8Array): void {
    if (chunk.byteLength === 0) return
    session.chunks.push(chunk)
    session.size += chunk.byteLength
  }

  /** The bytes so far; the session is over. */
  finish(session: UploadSession): Buffer {
    this.sessions.delete(session.id)
    return Buffer.concat(session.chunks)
  }

  cancel(session: UploadSession): void {
    this.sessions.delete(session.id)
  }
}

import { createHash, type Hash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Digest, digestAlgorithm } from '@/lib/oci/digest'
import type { RegistryClient } from './client'
import { RegistryError } from './errors'
import { abortedError, toRegistryError } from './failure'
import { blobPath } from './path'
import type { RegistryAnswer } from './registry-request'
import { nextDelayMs } from './retry'
import { repositoryScope } from './scope'

export interface BlobPlace {
  client: RegistryClient
  repository: string
}

export interface BlobToRead {
  from: BlobPlace
  digest: Digest
  /** Bytes, as the descriptor says. */
  size: number
  signal?: AbortSignal | undefined
}

/** How far a blob has been read, and the hash of all that. */
export interface Checkpoint {
  position: number
  hash: Hash
}

interface OpenStream {
  body: Readable
  chunks: AsyncIterator<Uint8Array>
  /** Bytes before the wanted ones, from a registry that does not serve parts. */
  toSkip: number
}

const contentRange = /^bytes (\d+)-/

/**
 * Reads a blob piece by piece and hashes it on the way. A connection that breaks off is taken up where it was, by Range; the
 * last bytes are only handed out when the whole has proved right.
 */
export class BlobReader {
  readonly #blob: BlobToRead
  readonly #hash: Hash
  #position: number
  #stream: OpenStream | undefined
  #rest: Uint8Array = new Uint8Array()
  #failures = 0
  #isBroken = false
  #isClosed = false

  constructor(blob: BlobToRead, start?: Checkpoint) {
    this.#blob = blob
    this.#hash = start?.hash.copy() ?? createHash(digestAlgorithm(blob.digest))
    this.#position = start?.position ?? 0
  }

  get position(): number {
    return this.#position
  }

  /** Whether it was the source that failed, for good. */
  get isBroken(): boolean {
    return this.#isBroken
  }

  /** A place to start a reader of the same blob from. */
  checkpoint(): Checkpoint {
    return { position: this.#position, hash: this.#hash.copy() }
  }

  /** The next bytes, at most this many; undefined at the end. @throws {RegistryError} of the source, digest-mismatch, aborted */
  async read(maxBytes: number): Promise<Uint8Array | undefined> {
    if (this.#position === this.#blob.size) {
      // nothing is handed out of a blob without bytes, so this is the only look at it
      if (this.#blob.size === 0) this.#checkDigest()
      return undefined
    }
    const chunk = this.#rest.byteLength > 0 ? this.#rest : await this.#nextChunk()
    const left = Math.min(maxBytes, this.#blob.size - this.#position)
    const taken = chunk.subarray(0, left)
    this.#rest = chunk.subarray(taken.byteLength)
    this.#hash.update(taken)
    this.#position += taken.byteLength
    if (this.#position === this.#blob.size) this.#checkDigest()
    return taken
  }

  /** Reads this many bytes without handing them out. @throws as read */
  async skip(bytes: number): Promise<void> {
    for (let left = bytes; left > 0; ) left -= (await this.read(left))?.byteLength ?? left
  }

  /** Closes the connection to the source; nothing is read any more. */
  close(): void {
    this.#isClosed = true
    this.#letGo()
  }

  #letGo(): void {
    this.#stream?.body.on('error', () => {}).destroy()
    this.#stream = undefined
  }

  #checkDigest(): void {
    const { digest } = this.#blob
    if (this.#hash.copy().digest('hex') !== digest.slice(digest.indexOf(':') + 1)) throw this.#mismatch()
  }

  #mismatch(): RegistryError {
    this.#isBroken = true
    const { registry } = this.#blob.from.client
    const message = `${registry} sent content that does not match its digest or size. Nothing was kept; try again.`
    return new RegistryError({ kind: 'digest-mismatch', registry, message })
  }

  async #nextChunk(): Promise<Uint8Array> {
    for (;;) {
      try {
        const chunk = await this.#readStream()
        this.#failures = 0
        return chunk
      } catch (error) {
        this.#letGo()
        if (this.#isClosed) throw this.#explain(error)
        await this.#wait(this.#explain(error))
      }
    }
  }

  async #readStream(): Promise<Uint8Array> {
    this.#stream ??= await this.#open()
    for (;;) {
      const { value, done } = await this.#stream.chunks.next()
      if (done) throw this.#brokenOff()
      const skipped = Math.min(this.#stream.toSkip, value.byteLength)
      this.#stream.toSkip -= skipped
      if (value.byteLength > skipped) return value.subarray(skipped)
    }
  }

  #brokenOff(): RegistryError {
    const { registry } = this.#blob.from.client
    const message = `The connection to ${registry} broke off before a layer was complete. Try again.`
    return new RegistryError({ kind: 'unreachable', registry, message })
  }

  #explain(error: unknown): RegistryError {
    const { from, signal } = this.#blob
    const { registry } = from.client
    return signal?.aborted ? abortedError(registry, error) : toRegistryError(error, registry)
  }

  /** Waits for another try, if there is one. @throws the error where there is none */
  async #wait(error: RegistryError): Promise<void> {
    this.#failures += 1
    const delayMs = nextDelayMs(error, this.#failures)
    this.#isBroken = delayMs === undefined
    if (delayMs === undefined) throw error
    await sleep(delayMs, undefined, { signal: this.#blob.signal }).catch((cause) => {
      throw this.#explain(cause)
    })
  }

  async #open(): Promise<OpenStream> {
    const { from, digest, signal } = this.#blob
    const { client, repository } = from
    const position = this.#position
    const answer = await client.request({
      method: 'GET',
      path: blobPath(client.registry, repository, digest),
      scopes: [repositoryScope(repository, 'pull')],
      headers: { accept: '*/*', ...(position > 0 && { range: `bytes=${position}-` }) },
      streams: true,
      signal,
    })
    const body = answer.stream
    try {
      const toSkip = this.#checkAnswer(answer)
      if (body) return { body, chunks: body[Symbol.asyncIterator](), toSkip }
      throw this.#brokenOff()
    } catch (error) {
      body?.on('error', () => {}).destroy()
      throw error
    }
  }

  /** Bytes to skip before what was asked for. @throws {RegistryError} digest-mismatch, invalid-answer */
  #checkAnswer({ status, header }: RegistryAnswer): number {
    const { registry } = this.#blob.from.client
    if ((header('content-encoding') ?? 'identity') !== 'identity') {
      const message = `${registry} sent content compressed on the way, which cannot be verified. Try again.`
      throw new RegistryError({ kind: 'invalid-answer', registry, message })
    }
    const isPart = status === 206
    const start = isPart ? Number(contentRange.exec(header('content-range') ?? '')?.[1] ?? Number.NaN) : 0
    if (isPart && start !== this.#position) {
      const message = `${registry} sent another part of a layer than was asked for. Try again.`
      throw new RegistryError({ kind: 'invalid-answer', registry, message })
    }
    const length = Number(header('content-length') ?? Number.NaN)
    if (Number.isSafeInteger(length) && length !== this.#blob.size - start) throw this.#mismatch()
    return this.#position - start
  }
}

import type { Redis } from 'ioredis'
import { type JournalEntry, journalEntrySchema } from '@/lib/contract/history'
import type { Digest } from '@/lib/oci/digest'
import {
  type JournalPage,
  type JournalStore,
  type KeptManifest,
  manifestKey,
  maxJournalEntries,
  repositoryOf,
} from './journal-store'

/** KEYS: a manifest. Forgets it with the last entry that comes from it. */
const releaseScript = `
if redis.call('HINCRBY', KEYS[1], 'uses', -1) <= 0 then redis.call('DEL', KEYS[1]) end
return 1`

/** KEYS: entries, ids. ARGV: id, entry. */
const replaceScript = `
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 1 then redis.call('HSET', KEYS[1], ARGV[1], ARGV[2]) end
return 1`

interface RedisJournalOptions {
  maxEntries?: number
  /** Before every key. */
  prefix?: string
}

/** The journal that several servers share; how safe it is from power failures is Redis’s (or Valkey’s) own setting. */
export class RedisJournalStore implements JournalStore {
  readonly durable = true
  readonly #redis: Redis
  readonly #maxEntries: number
  readonly #prefix: string

  constructor(
    redis: Redis,
    { maxEntries = maxJournalEntries, prefix = 'archipelago:journal:' }: RedisJournalOptions = {},
  ) {
    this.#redis = redis
    this.#maxEntries = maxEntries
    this.#prefix = prefix
  }

  #key(kind: 'entries' | 'ids' | 'ids-of' | 'manifest', name = ''): string {
    return `${this.#prefix}${kind}${name === '' ? '' : `:${name}`}`
  }

  async add(entry: JournalEntry, old?: KeptManifest): Promise<void> {
    const repository = repositoryOf(entry)
    const transaction = this.#redis
      .multi()
      .hset(this.#key('entries'), entry.id, JSON.stringify(entry))
      .zadd(this.#key('ids'), 0, entry.id)
      .zadd(this.#key('ids-of', repository), 0, entry.id)
    if (old) {
      const key = this.#key('manifest', manifestKey(repository, old.digest))
      transaction.hset(key, { mediaType: old.mediaType, bytes: Buffer.from(old.bytes) }).hincrby(key, 'uses', 1)
    }
    for (const [error] of (await transaction.exec()) ?? []) if (error) throw error
    await this.#trim()
  }

  /** Each id that is popped belongs to the server that popped it. */
  async #trim(): Promise<void> {
    const surplus = (await this.#redis.zcard(this.#key('ids'))) - this.#maxEntries
    if (surplus <= 0) return
    const popped = await this.#redis.zpopmin(this.#key('ids'), surplus)
    for (const id of popped.filter((_, position) => position % 2 === 0)) await this.#drop(id)
  }

  async #drop(id: string): Promise<void> {
    const entry = await this.get(id)
    await this.#redis.hdel(this.#key('entries'), id)
    if (!entry) return
    const repository = repositoryOf(entry)
    await this.#redis.zrem(this.#key('ids-of', repository), id)
    if (entry.from === null) return
    await this.#redis.eval(releaseScript, 1, this.#key('manifest', manifestKey(repository, entry.from)))
  }

  async replace(entry: JournalEntry): Promise<void> {
    await this.#redis.eval(replaceScript, 1, this.#key('entries'), entry.id, JSON.stringify(entry))
  }

  async get(id: string): Promise<JournalEntry | undefined> {
    return readEntry(await this.#redis.hget(this.#key('entries'), id))
  }

  async list({ repository, before, limit }: JournalPage): Promise<JournalEntry[]> {
    const ids = repository === undefined ? this.#key('ids') : this.#key('ids-of', repository)
    const start = before === undefined ? '+' : `(${before}`
    const wanted = await this.#redis.zrange(ids, start, '-', 'BYLEX', 'REV', 'LIMIT', 0, limit)
    if (wanted.length === 0) return []
    const values = await this.#redis.hmget(this.#key('entries'), ...wanted)
    return values.flatMap((value) => readEntry(value) ?? [])
  }

  async getManifest(repository: string, digest: Digest): Promise<KeptManifest | undefined> {
    const key = this.#key('manifest', manifestKey(repository, digest))
    const [mediaType, bytes] = await this.#redis.hmgetBuffer(key, 'mediaType', 'bytes')
    if (!mediaType || !bytes) return undefined
    return { digest, mediaType: mediaType.toString(), bytes: new Uint8Array(bytes) }
  }

  async keptManifests(repository: string, digests: readonly string[]): Promise<Set<string>> {
    const kept = await Promise.all(
      digests.map((digest) => this.#redis.exists(this.#key('manifest', manifestKey(repository, digest)))),
    )
    return new Set(digests.filter((_, position) => kept[position] === 1))
  }

  /** The connection belongs to who made it. */
  async close(): Promise<void> {}
}

function readEntry(text: string | null): JournalEntry | undefined {
  if (text === null) return undefined
  try {
    return journalEntrySchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

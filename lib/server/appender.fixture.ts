/** A server of its own for tests: adds each source to the target's index, planning again whenever it is told that the tag has moved. */
import { composeInputSchema } from '@/lib/contract/compose'
import { ApiFailure } from '@/lib/contract/error'
import type { JournalStore } from './journal-store'
import { LmdbJournalStore } from './journal-store-lmdb'
import { RedisJournalStore } from './journal-store-redis'
import { planCompose } from './plan-compose'
import { pushIndex } from './push-index'
import { createRedis } from './redis'
import { createTestContext } from './test-context'

export interface AppenderTask {
  target: string
  sources: string[]
  /** How many are added at a time. */
  workers: number
  /** Where the journal lies: one of the two. */
  folder?: string
  redisUrl?: string
}

const task: AppenderTask = JSON.parse(process.argv[2] ?? '')
const redis = task.redisUrl === undefined ? undefined : createRedis(task.redisUrl)

async function openStore(): Promise<JournalStore> {
  return redis ? new RedisJournalStore(redis) : LmdbJournalStore.open(task.folder ?? '')
}

const { again } = createTestContext({ store: await openStore() })
let conflicts = 0

async function append(reference: string): Promise<void> {
  const input = composeInputSchema.parse({ target: task.target, sources: [{ reference }], keep: true })
  for (;;) {
    const plan = await planCompose(input, { ...again(), redis })
    const confirmed = { digest: plan.index.digest, expected: plan.current?.digest ?? null }
    try {
      for await (const _event of pushIndex({ ...input, ...confirmed }, { ...again(), redis }));
      return
    } catch (error) {
      const isMoved = error instanceof ApiFailure && ['CONFLICT', 'PLAN_CHANGED'].includes(error.error.code)
      if (!isMoved) throw error
      conflicts += 1
    }
  }
}

const waiting = [...task.sources]
const work = async () => {
  for (let source = waiting.shift(); source !== undefined; source = waiting.shift()) await append(source)
}
await Promise.all(Array.from({ length: task.workers }, work))
process.stdout.write(JSON.stringify({ conflicts }))
redis?.disconnect()

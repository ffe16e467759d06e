import { readConfig } from './config'
import { Journal } from './journal'
import type { JournalStore } from './journal-store'
import { MemoryJournalStore } from './journal-store-memory'
import { createRegistryAccess } from './registry-access'
import { createRequestContext, type RequestContext } from './request-context'

/** For tests: nothing read yet, no sign-ins, a journal in memory. `again` is a later request to the same server, whose memory is kept. */
export function createTestContext({ store = new MemoryJournalStore() }: { store?: JournalStore } = {}): {
  context: RequestContext
  again: (signal?: AbortSignal) => RequestContext
} {
  const config = readConfig({
    ARCHIPELAGO_LOG_LEVEL: 'silent',
    ARCHIPELAGO_TIMEOUT_MS: '5000',
    ARCHIPELAGO_DOCKER_CONFIG: '/nowhere/config.json',
  })
  const access = createRegistryAccess(config)
  const journal = new Journal(async () => store)
  const again = (signal?: AbortSignal) => ({ ...createRequestContext(signal), access, journal, redis: undefined })
  return { context: again(), again }
}

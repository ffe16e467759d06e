import type { Credential } from '@/lib/registry/credential'
import { readConfig } from './config'
import { Journal } from './journal'
import type { JournalStore } from './journal-store'
import { MemoryJournalStore } from './journal-store-memory'
import { createRegistryAccess } from './registry-access'
import { createRequestContext, type RequestContext } from './request-context'

interface TestContextOptions {
  store?: JournalStore
  /** For every registry; none unless given. */
  credential?: Credential
}

/** For tests: nothing read yet, no sign-ins, a journal in memory. `again` is a later request to the same server, whose memory is kept. */
export function createTestContext({ store = new MemoryJournalStore(), credential }: TestContextOptions = {}): {
  context: RequestContext
  again: (signal?: AbortSignal) => RequestContext
} {
  const config = readConfig({
    ARCHIPELAGO_LOG_LEVEL: 'silent',
    ARCHIPELAGO_TIMEOUT_MS: '5000',
    ARCHIPELAGO_DOCKER_CONFIG: '/nowhere/config.json',
  })
  const access = createRegistryAccess(config, ...(credential ? [{ find: async () => credential }] : []))
  const journal = new Journal(async () => store)
  const again = (signal?: AbortSignal) => ({ ...createRequestContext(signal), access, journal, redis: undefined })
  return { context: again(), again }
}

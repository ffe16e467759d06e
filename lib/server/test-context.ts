import { readConfig } from './config'
import { createRegistryAccess } from './registry-access'
import { createRequestContext, type RequestContext } from './request-context'

/** For tests: nothing read yet, no sign-ins. `again` is a later request to the same server, whose memory is kept. */
export function createTestContext(): { context: RequestContext; again: (signal?: AbortSignal) => RequestContext } {
  const config = readConfig({
    ARCHIPELAGO_LOG_LEVEL: 'silent',
    ARCHIPELAGO_TIMEOUT_MS: '5000',
    DOCKER_CONFIG: '/nowhere',
  })
  const access = createRegistryAccess(config)
  const again = (signal?: AbortSignal) => ({ ...createRequestContext(signal), access })
  return { context: again(), again }
}

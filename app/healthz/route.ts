import { checkHealthEndpoint } from '@/lib/contract/health'
import { checkHealth } from '@/lib/server/check-health'
import { handle } from '@/lib/server/handle'

export const GET = handle(checkHealthEndpoint, checkHealth)

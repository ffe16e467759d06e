import { planComposeEndpoint } from '@/lib/contract/compose'
import { handle } from '@/lib/server/handle'
import { planCompose } from '@/lib/server/plan-compose'

export const POST = handle(planComposeEndpoint, planCompose)

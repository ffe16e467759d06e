import { planDeleteEndpoint } from '@/lib/contract/delete'
import { handle } from '@/lib/server/handle'
import { planDelete } from '@/lib/server/plan-delete'

export const POST = handle(planDeleteEndpoint, planDelete)

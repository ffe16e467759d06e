import { planSplitEndpoint } from '@/lib/contract/split'
import { handle } from '@/lib/server/handle'
import { planSplit } from '@/lib/server/plan-split'

export const POST = handle(planSplitEndpoint, planSplit)

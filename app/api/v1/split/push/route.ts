import { pushSplitEndpoint } from '@/lib/contract/split'
import { handle } from '@/lib/server/handle'
import { pushSplit } from '@/lib/server/push-split'

export const POST = handle(pushSplitEndpoint, pushSplit)

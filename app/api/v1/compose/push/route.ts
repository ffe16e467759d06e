import { pushIndexEndpoint } from '@/lib/contract/compose'
import { handle } from '@/lib/server/handle'
import { pushIndex } from '@/lib/server/push-index'

export const POST = handle(pushIndexEndpoint, pushIndex)

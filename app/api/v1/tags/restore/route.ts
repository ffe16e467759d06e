import { restoreTagEndpoint } from '@/lib/contract/restore'
import { handle } from '@/lib/server/handle'
import { restoreTag } from '@/lib/server/restore-tag'

export const POST = handle(restoreTagEndpoint, restoreTag)

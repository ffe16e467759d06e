import { listReferrersEndpoint } from '@/lib/contract/image-config'
import { handle } from '@/lib/server/handle'
import { listReferrers } from '@/lib/server/list-referrers'

export const GET = handle(listReferrersEndpoint, listReferrers)

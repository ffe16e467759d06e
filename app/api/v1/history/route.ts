import { listHistoryEndpoint } from '@/lib/contract/history'
import { handle } from '@/lib/server/handle'
import { listHistory } from '@/lib/server/list-history'

export const GET = handle(listHistoryEndpoint, listHistory)

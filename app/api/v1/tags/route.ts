import { listTagsEndpoint } from '@/lib/contract/tags'
import { handle } from '@/lib/server/handle'
import { listTags } from '@/lib/server/list-tags'

export const GET = handle(listTagsEndpoint, listTags)

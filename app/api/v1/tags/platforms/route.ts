import { listTagPlatformsEndpoint } from '@/lib/contract/tags'
import { handle } from '@/lib/server/handle'
import { listTagPlatforms } from '@/lib/server/list-tag-platforms'

export const GET = handle(listTagPlatformsEndpoint, listTagPlatforms)

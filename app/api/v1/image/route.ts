import { getImageEndpoint } from '@/lib/contract/image'
import { handle } from '@/lib/server/handle'
import { inspectImage } from '@/lib/server/inspect-image'

export const GET = handle(getImageEndpoint, inspectImage)

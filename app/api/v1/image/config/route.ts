import { getImageConfigEndpoint } from '@/lib/contract/image-config'
import { getImageConfig } from '@/lib/server/get-image-config'
import { handle } from '@/lib/server/handle'

export const GET = handle(getImageConfigEndpoint, getImageConfig)

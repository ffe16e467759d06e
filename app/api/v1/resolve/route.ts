import { resolvePlatformEndpoint } from '@/lib/contract/resolve'
import { handle } from '@/lib/server/handle'
import { resolvePlatform } from '@/lib/server/resolve-platform'

export const GET = handle(resolvePlatformEndpoint, resolvePlatform)

import { checkRegistryEndpoint } from '@/lib/contract/registries'
import { checkRegistry } from '@/lib/server/check-registry'
import { handle } from '@/lib/server/handle'

export const GET = handle(checkRegistryEndpoint, checkRegistry)

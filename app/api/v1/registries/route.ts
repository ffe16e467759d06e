import { listRegistriesEndpoint } from '@/lib/contract/registries'
import { handle } from '@/lib/server/handle'
import { listRegistries } from '@/lib/server/list-registries'

export const GET = handle(listRegistriesEndpoint, listRegistries)

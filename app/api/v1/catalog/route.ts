import { listRepositoriesEndpoint } from '@/lib/contract/tags'
import { handle } from '@/lib/server/handle'
import { listRepositories } from '@/lib/server/list-repositories'

export const GET = handle(listRepositoriesEndpoint, listRepositories)

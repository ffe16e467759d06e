import { checkDockerfileEndpoint } from '@/lib/contract/dockerfile'
import { checkDockerfile } from '@/lib/server/check-dockerfile'
import { handle } from '@/lib/server/handle'

export const POST = handle(checkDockerfileEndpoint, checkDockerfile)

import { signInEndpoint } from '@/lib/contract/registries'
import { handle } from '@/lib/server/handle'
import { signIn } from '@/lib/server/sign-in'

export const POST = handle(signInEndpoint, signIn)

import { signOutEndpoint } from '@/lib/contract/registries'
import { handle } from '@/lib/server/handle'
import { signOut } from '@/lib/server/sign-in'

export const POST = handle(signOutEndpoint, signOut)

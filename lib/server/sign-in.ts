import 'server-only'
import type { z } from 'zod'
import { ApiFailure } from '@/lib/contract/error'
import type { signInEndpoint, signOutEndpoint } from '@/lib/contract/registries'
import { credentialOf } from '@/lib/registry/credential'
import type { CredentialSource } from '@/lib/registry/credentials'
import { RegistryError } from '@/lib/registry/errors'
import { ping } from '@/lib/registry/ping'
import { Secret } from '@/lib/registry/secret'
import { processConfig } from './config'
import { parseRegistry } from './parse-registry'
import { createRegistryAccess } from './registry-access'
import type { RequestContext } from './request-context'
import { sessions } from './session'

/**
 * Tries the sign-in on the registry itself before it is kept. `isConfirmed` is false where the registry asks nobody who they
 * are, so that nothing was proved. @throws {ApiFailure} UNAUTHORIZED; {RegistryError}
 */
export async function signIn(
  input: z.output<typeof signInEndpoint.input>,
  context: RequestContext,
): Promise<z.input<typeof signInEndpoint.output>> {
  const registry = parseRegistry(input.registry)
  const credential = credentialOf(input.username, new Secret(input.password))
  const find: CredentialSource['find'] = async (asked) => (asked === registry ? credential : undefined)
  const trial = createRegistryAccess(processConfig(), { find })
  const isOpen = await answersWithoutSignIn(registry, context)
  await ping(trial.client(registry), { signal: context.signal }).catch((error: unknown) => {
    if (error instanceof RegistryError && ['unauthorized', 'denied'].includes(error.kind)) refuseSignIn(registry)
    throw error
  })
  if (trial.notes.of(registry)?.signInRefused) refuseSignIn(registry)
  const isConfirmed = !isOpen
  const { username } = input
  context.session = await sessions().signIn(context.session, registry, { credential, username, isConfirmed })
  return { registry, username, isConfirmed }
}

function refuseSignIn(registry: string): never {
  const message = `${registry} does not accept this name and password. Check both; where two-factor sign-in is on, use an access token as the password.`
  throw new ApiFailure({ code: 'UNAUTHORIZED', message })
}

async function answersWithoutSignIn(registry: string, { signal }: RequestContext): Promise<boolean> {
  const stranger = createRegistryAccess(processConfig(), { find: async () => undefined })
  return ping(stranger.client(registry), { signal }).then(
    () => true,
    () => false,
  )
}

/** What was read with the sign-in is forgotten with it. */
export async function signOut(
  input: z.output<typeof signOutEndpoint.input>,
  context: RequestContext,
): Promise<z.input<typeof signOutEndpoint.output>> {
  const registry = parseRegistry(input.registry)
  if (context.session) context.session = await sessions().signOut(context.session, registry)
  return { registry }
}

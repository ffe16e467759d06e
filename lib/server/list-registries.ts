import 'server-only'
import type { z } from 'zod'
import type { KnownRegistry, listRegistriesEndpoint } from '@/lib/contract/registries'
import { findQuirks } from '@/lib/registry/quirks/find-quirks'
import { processConfig } from './config'
import type { RequestContext } from './request-context'

const wellKnown = ['docker.io', 'ghcr.io', 'quay.io', 'registry.gitlab.com']

const usualName = (registry: string) => (wellKnown.includes(registry) ? findQuirks(registry)?.name : undefined)

async function signInAt(registry: string, { access, session }: RequestContext): Promise<KnownRegistry['signIn']> {
  const own = session?.signIns.get(registry)
  if (own) return { username: own.username, via: 'session' }
  const { mode, registries } = processConfig()
  // strangers need not know as whom the operator has signed in
  if (mode === 'shared') return registries[registry]?.operatorReads === undefined ? null : { via: 'operator' }
  const stored = await access.credentials.find(registry)
  if (!stored) return null
  const username = 'username' in stored ? stored.username : undefined
  return { ...(username ? { username } : {}), via: 'docker-config' }
}

function rateLimitAt(registry: string, { access }: RequestContext): Pick<KnownRegistry, 'rateLimit'> {
  const limit = access.notes.of(registry)?.rateLimit
  if (!limit) return {}
  const { limit: most, remaining, resetsAtMs } = limit
  return {
    rateLimit: {
      ...(most === undefined ? {} : { limit: most }),
      ...(remaining === undefined ? {} : { remaining }),
      ...(resetsAtMs === undefined ? {} : { resetsAt: new Date(resetsAtMs).toISOString() }),
    },
  }
}

/** The public ones, the sandbox while it runs, and those this visitor is signed in to. Asks no registry. */
export async function listRegistries(
  _input: z.output<typeof listRegistriesEndpoint.input>,
  context: RequestContext,
): Promise<z.input<typeof listRegistriesEndpoint.output>> {
  const { mode, sandbox, plainHttp, readOnly, registries: settings, allowedRegistries } = processConfig()
  // in shared mode others have asked for those
  const heardOf = mode === 'shared' ? [] : context.access.notes.all().map(({ registry }) => registry)
  const own = [...(context.session?.signIns.keys() ?? [])]
  const all = new Set([
    ...(sandbox ? [sandbox] : []),
    ...own,
    ...Object.keys(settings),
    ...plainHttp,
    ...allowedRegistries,
    ...wellKnown,
    ...heardOf,
  ])
  const registries = [...all].map(async (registry) => ({
    registry,
    name: registry === sandbox ? 'Sandbox' : (settings[registry]?.name ?? usualName(registry) ?? registry),
    signIn: await signInAt(registry, context),
    ...rateLimitAt(registry, context),
    warnings: context.access.notes.of(registry)?.warnings ?? [],
    signInRefused: context.access.notes.of(registry)?.signInRefused === true,
  }))
  return { registries: await Promise.all(registries), readOnly }
}

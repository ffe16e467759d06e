import 'server-only'
import type { Repository } from '@/lib/oci/reference'
import type { RegistryClient } from '@/lib/registry/client'
import { RegistryError } from '@/lib/registry/errors'
import type { RegistrySettings } from '@/lib/registry/registry-settings'
import { isLent, isLentForWriting } from './operator-credentials'
import type { RegistryAccess } from './registry-access'
import type { SignIn } from './session'

export interface VisitorRights {
  signIns: ReadonlyMap<string, SignIn>
  /** Whether it is known who writes: by the proxy’s word, or by the token for scripts. */
  isNamed: boolean
  settings: Readonly<Record<string, RegistrySettings>>
  /** The way of those who have not signed in, with what the operator lends. */
  everybody: RegistryAccess
}

/** Why a visitor may not write there; undefined where they may. */
export function refusalToWrite(
  place: Repository,
  { signIns, isNamed, settings }: Omit<VisitorRights, 'everybody'>,
): RegistryError | undefined {
  const { registry } = place
  const own = signIns.get(registry)
  if (own?.isConfirmed || (isNamed && isLentForWriting(place, settings))) return undefined
  if (!own) {
    const message = `Nothing is written to ${registry} without a sign-in of your own. Sign in to it on the page of registries.`
    return new RegistryError({ kind: 'unauthorized', registry, message })
  }
  const message = `${registry} checks no sign-in, so nobody knows who writes, and nothing is written. Ask whoever runs this site to allow it.`
  return new RegistryError({ kind: 'denied', registry, message })
}

const pathPattern = /^\/v2\/(.+)\/(?:manifests|blobs|tags|referrers)\//

interface Guard extends Pick<RegistryAccess, 'checkWrite'> {
  /** The client for reading what is lent. */
  lenderOf(place: Repository): RegistryClient | undefined
}

function guardClient(client: RegistryClient, { checkWrite, lenderOf }: Guard): RegistryClient {
  const { registry, features } = client
  return {
    registry,
    features,
    get host() {
      return client.host
    },
    get quirks() {
      return client.quirks
    },
    async request(request) {
      const isReading = request.method === 'GET' || request.method === 'HEAD'
      // a place to upload to that the registry has chosen may name no repository, and gets no lent sign-in
      const place = { registry, repository: pathPattern.exec(request.path)?.[1] ?? '' }
      if (isReading) return (lenderOf(place) ?? client).request(request)
      checkWrite(place)
      return client.request(request)
    },
  }
}

/**
 * The same way to the registries with a visitor's rights: only what they may write is written, and what the operator lends
 * to everybody is read with the operator's sign-in, though they may have one of their own.
 */
export function withVisitorRights(access: RegistryAccess, rights: VisitorRights): RegistryAccess {
  const checkWrite = (place: Repository) => {
    const refusal = refusalToWrite(place, rights)
    if (refusal) throw refusal
  }
  const { settings, everybody } = rights
  const lenderOf = (place: Repository) => (isLent(place, settings) ? everybody.client(place.registry) : undefined)
  const client = (registry: string) => guardClient(access.client(registry), { checkWrite, lenderOf })
  return { ...access, checkWrite, client }
}

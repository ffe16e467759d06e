import 'server-only'
import type { Repository } from '@/lib/oci/reference'
import type { RegistryClient } from '@/lib/registry/client'
import { RegistryError } from '@/lib/registry/errors'
import type { RegistrySettings } from '@/lib/registry/registry-settings'
import { isLentForWriting } from './operator-credentials'
import type { RegistryAccess } from './registry-access'
import type { SignIn } from './session'

export interface WriteRights {
  signIns: ReadonlyMap<string, SignIn>
  /** Whether it is known who writes: by the proxy’s word, or by the token for scripts. */
  isNamed: boolean
  settings: Readonly<Record<string, RegistrySettings>>
}

/** Why a visitor may not write there; undefined where they may. */
export function refusalToWrite(
  place: Repository,
  { signIns, isNamed, settings }: WriteRights,
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

function guardClient(client: RegistryClient, checkWrite: RegistryAccess['checkWrite']): RegistryClient {
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
      const repository = pathPattern.exec(request.path)?.[1]
      if (!isReading) checkWrite({ registry, repository: repository ?? '' })
      return client.request(request)
    },
  }
}

/** The same way to the registries, on which only what the visitor has a right to write is written. */
export function guardWrites(access: RegistryAccess, rights: WriteRights): RegistryAccess {
  const checkWrite = (place: Repository) => {
    const refusal = refusalToWrite(place, rights)
    if (refusal) throw refusal
  }
  return { ...access, checkWrite, client: (registry) => guardClient(access.client(registry), checkWrite) }
}

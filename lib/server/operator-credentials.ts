import type { Repository } from '@/lib/oci/reference'
import type { CredentialSource } from '@/lib/registry/credentials'
import type { RegistrySettings } from '@/lib/registry/registry-settings'

type AllSettings = Readonly<Record<string, RegistrySettings>>

function covers(pattern: string, repository: string): boolean {
  if (pattern === '*') return true
  return pattern.endsWith('/*') ? repository.startsWith(pattern.slice(0, -1)) : repository === pattern
}

/** Whether the operator lends visitors their sign-in for this repository. Names are the canonical ones that requests use. */
export function isLent({ registry, repository }: Repository, settings: AllSettings): boolean {
  const patterns = Object.hasOwn(settings, registry) ? (settings[registry]?.operatorReads ?? []) : []
  return patterns.some((pattern) => covers(pattern, repository))
}

/** Whether what is lent is lent for writing too. */
export function isLentForWriting(place: Repository, settings: AllSettings): boolean {
  return isLent(place, settings) && settings[place.registry]?.operatorWrites === true
}

/** The operator's sign-ins, for the listed repositories alone: a request that belongs to no repository needs `*`. */
export function lentCredentials(credentials: CredentialSource, settings: AllSettings): CredentialSource {
  return {
    async find(registry, repository) {
      return isLent({ registry, repository: repository ?? '' }, settings)
        ? credentials.find(registry, repository)
        : undefined
    },
  }
}

'use client'
import { useMemo } from 'react'
import { publicRegistries, registryName } from './known-registries'
import { useVisitedRegistries } from './visited-places'

export interface KnownRegistry {
  registry: string
  /** Of one that is only known from visits, the address is the name. */
  name: string | undefined
}

/** The sandbox, the large public ones, then those visited before. */
export function useKnownRegistries(sandboxRegistry: string | undefined): KnownRegistry[] {
  const visited = useVisitedRegistries()
  return useMemo(() => {
    const addresses = [...(sandboxRegistry === undefined ? [] : [sandboxRegistry]), ...publicRegistries, ...visited]
    return [...new Set(addresses)].map((registry) => ({
      registry,
      name: registry === sandboxRegistry ? 'Sandbox' : registryName(registry),
    }))
  }, [sandboxRegistry, visited])
}

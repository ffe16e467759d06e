'use client'
import { useEffect } from 'react'
import { rememberCatalog, rememberRegistry } from '@/components/reference/visited-places'

/** Shows nothing; this browser will offer the registry again. */
export function RememberRegistry({ registry, hasCatalog = false }: { registry: string; hasCatalog?: boolean }) {
  useEffect(() => {
    rememberRegistry(registry)
    if (hasCatalog) rememberCatalog(registry)
  }, [registry, hasCatalog])
  return null
}

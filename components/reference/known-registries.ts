/** Those whose every visitor may read something; the sandbox comes first where it runs. */
export const publicRegistries = ['docker.io', 'ghcr.io', 'quay.io']

const names: Record<string, string> = {
  'docker.io': 'Docker Hub',
  'ghcr.io': 'GitHub Container Registry',
  'quay.io': 'Quay',
}
/** Docker Hub and GitHub answer 401 or 404 to everybody who asks for a catalog. */
const withoutCatalog = new Set(['docker.io', 'ghcr.io'])

/** What people call it; of most, the address is the name. */
export function registryName(registry: string): string | undefined {
  return Object.hasOwn(names, registry) ? names[registry] : undefined
}

export function mayHaveCatalog(registry: string): boolean {
  return !withoutCatalog.has(registry)
}

/** Registries that anybody may publish on or pull from, as written in references. */
const names = [
  'docker.io',
  'ghcr.io',
  'quay.io',
  'public.ecr.aws',
  'gcr.io',
  'mcr.microsoft.com',
  'registry.gitlab.com',
  'codeberg.org',
  'registry.k8s.io',
  'cgr.dev',
  'lscr.io',
  'nvcr.io',
  'container-registry.oracle.com',
  'registry.access.redhat.com',
  'registry.redhat.io',
  'registry.fedoraproject.org',
  'registry.opensuse.org',
  'registry.suse.com',
  'docker.elastic.co',
  'docker.gitea.com',
  'code.forgejo.org',
]
const known = new Set(names)

/** Google's are one for each region. */
const regional = /^(?:(?:us|eu|asia)\.gcr\.io|[a-z0-9-]+-docker\.pkg\.dev)$/

/** Whether this is one of those that are known by their name alone, of which there are only so many. */
export function isNamedPublicRegistry(registry: string): boolean {
  return known.has(registry)
}

/** Whether this is one of the well-known public registries, at its usual port. `registry` is canonical, `host[:port]`. */
export function isPublicRegistry(registry: string): boolean {
  return known.has(registry) || regional.test(registry)
}

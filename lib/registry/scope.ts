const actionOrder = ['pull', 'push', 'delete']

export function repositoryScope(repository: string, actions: 'pull' | 'pull,push' | 'delete'): string {
  return `repository:${repository}:${actions}`
}

export const catalogScope = 'registry:catalog:*'

function splitScope(scope: string): { resource: string; actions: string[] } {
  const colon = scope.lastIndexOf(':')
  if (colon < 0) return { resource: scope, actions: [] }
  return {
    resource: scope.slice(0, colon),
    actions: scope
      .slice(colon + 1)
      .split(',')
      .filter(Boolean),
  }
}

function joinActions(actions: ReadonlySet<string>): string {
  if (actions.has('*')) return '*'
  const rank = (action: string) => (actionOrder.includes(action) ? actionOrder.indexOf(action) : actionOrder.length)
  return [...actions].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1)).join(',')
}

/** One scope per resource with its actions merged, the first wanted resource first: some servers read only that one. */
export function mergeScopes(scopes: string[]): string[] {
  const merged = new Map<string, Set<string>>()
  for (const scope of scopes) {
    const { resource, actions } = splitScope(scope)
    const known = merged.get(resource) ?? new Set<string>()
    for (const action of actions) known.add(action)
    merged.set(resource, known)
  }
  return [...merged].map(([resource, actions]) => (actions.size > 0 ? `${resource}:${joinActions(actions)}` : resource))
}

/** Equal for scopes that grant the same. */
export function scopesKey(scopes: string[]): string {
  return mergeScopes(scopes).sort().join(' ')
}

const isRepositoryScope = (scope: string) => scope.startsWith('repository:')

/** What to ask for after a challenge: its own scopes, joined with ours where both speak of the same repository. */
export function answerScopes(wanted: string[], challenged: string | undefined): string[] {
  const asked = (challenged ?? '').split(' ').filter(Boolean)
  if (asked.length === 0) return mergeScopes(wanted)
  const askedResources = new Set(asked.filter(isRepositoryScope).map((scope) => splitScope(scope).resource))
  const ours = wanted.filter((scope) => askedResources.has(splitScope(scope).resource))
  return mergeScopes([...ours, ...asked])
}

/** Pages ask the well-known registries by themselves. Nothing in a test may leave this machine, so those are said to be where nobody listens. */
const names = ['docker.io', 'ghcr.io', 'quay.io', 'registry.gitlab.com']

/** As the file of ARCHIPELAGO_REGISTRIES says it. */
export const absentRegistries: Record<string, object> = Object.fromEntries(
  names.map((name) => [name, { endpoint: 'http://127.0.0.1:1' }]),
)

/** A port of this machine where nothing listens. */
const endpoint = 'http://127.0.0.1:1'

/**
 * For ARCHIPELAGO_REGISTRIES: the registries that the product names by itself, and its page checks by itself. Nothing in a test
 * may leave this machine, so they are said to be here.
 */
export const registriesKeptHere: Record<string, object> = {
  'docker.io': { endpoint, tagApi: false },
  'ghcr.io': { endpoint },
  'quay.io': { endpoint },
  'registry.gitlab.com': { endpoint },
}

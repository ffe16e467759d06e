import type { Quirks } from './quirks'

/** Redirects images to registries in many regions, which may ask for a token of their own; answers what it does not know with a web page. */
export const kubernetes: Quirks = {
  name: 'registry.k8s.io',
  isHost: (hostname) => hostname === 'registry.k8s.io',
  hasCatalog: false,
}

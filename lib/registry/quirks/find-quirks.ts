import { acr } from './acr'
import { artifactory } from './artifactory'
import { dockerHub } from './docker-hub'
import { ecr } from './ecr'
import { ecrPublic } from './ecr-public'
import { ghcr } from './ghcr'
import { gitea } from './gitea'
import { gitlab } from './gitlab'
import { google } from './google'
import { harbor } from './harbor'
import { kubernetes } from './kubernetes'
import { quay } from './quay'
import type { Quirks } from './quirks'
import { zot } from './zot'

const known = {
  'docker-hub': dockerHub,
  ghcr,
  quay,
  ecr,
  'ecr-public': ecrPublic,
  google,
  acr,
  gitlab,
  harbor,
  gitea,
  zot,
  artifactory,
  kubernetes,
} satisfies Record<string, Quirks>

export type Product = keyof typeof known

export const products = Object.keys(known) as [Product, ...Product[]]

/** What a public registry runs, by its host name. */
export function findProduct(hostname: string): Product | undefined {
  return products.find((product) => (known[product] as Quirks).isHost(hostname))
}

/** The quirks of a registry `host[:port]`, by its name, or of the product that the operator says it is. */
export function findQuirks(registry: string, product?: Product): Quirks | undefined {
  if (product) {
    // somebody's own installation has neither the host names nor the token server of the public one
    const { apiHost: _apiHost, realmOrigin: _realmOrigin, tagApi: _tagApi, ...rest }: Quirks = known[product]
    return rest
  }
  const hostname = registry.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '')
  return Object.values<Quirks>(known).find(({ isHost }) => isHost(hostname))
}

import { planComposeEndpoint, pushIndexEndpoint } from './compose'
import type { Endpoint } from './endpoint'
import { checkHealthEndpoint } from './health'
import { getImageEndpoint, getRawManifestEndpoint } from './image'
import { listRepositoriesEndpoint, listSuggestionsEndpoint, listTagPlatformsEndpoint, listTagsEndpoint } from './tags'

/** Every endpoint, in the order in which the API description shows them. */
export const endpoints: readonly Endpoint[] = [
  getImageEndpoint,
  getRawManifestEndpoint,
  listTagsEndpoint,
  listTagPlatformsEndpoint,
  listRepositoriesEndpoint,
  listSuggestionsEndpoint,
  planComposeEndpoint,
  pushIndexEndpoint,
  checkHealthEndpoint,
]

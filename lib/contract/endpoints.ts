import { readAttestationEndpoint } from './attestation'
import { getBadgeEndpoint, getPreviewEndpoint, getShieldsBadgeEndpoint } from './badge'
import { compareImagesEndpoint } from './compare'
import { planComposeEndpoint, pushIndexEndpoint } from './compose'
import { deleteTagEndpoint, planDeleteEndpoint } from './delete'
import { checkDockerfileEndpoint } from './dockerfile'
import type { Endpoint } from './endpoint'
import { checkHealthEndpoint } from './health'
import { listHistoryEndpoint } from './history'
import { getImageEndpoint, getRawManifestEndpoint } from './image'
import { getImageConfigEndpoint, listReferrersEndpoint } from './image-config'
import { getMetricsEndpoint } from './metrics'
import { checkRegistryEndpoint, listRegistriesEndpoint, signInEndpoint, signOutEndpoint } from './registries'
import { resolvePlatformEndpoint } from './resolve'
import { restoreTagEndpoint } from './restore'
import { planSplitEndpoint, pushSplitEndpoint } from './split'
import { listRepositoriesEndpoint, listSuggestionsEndpoint, listTagPlatformsEndpoint, listTagsEndpoint } from './tags'

/** Every endpoint, in the order in which the API description shows them. */
export const endpoints: readonly Endpoint[] = [
  getImageEndpoint,
  getImageConfigEndpoint,
  getRawManifestEndpoint,
  listReferrersEndpoint,
  readAttestationEndpoint,
  listTagsEndpoint,
  listTagPlatformsEndpoint,
  listRepositoriesEndpoint,
  listSuggestionsEndpoint,
  resolvePlatformEndpoint,
  compareImagesEndpoint,
  checkDockerfileEndpoint,
  planComposeEndpoint,
  pushIndexEndpoint,
  listHistoryEndpoint,
  restoreTagEndpoint,
  planSplitEndpoint,
  pushSplitEndpoint,
  planDeleteEndpoint,
  deleteTagEndpoint,
  getBadgeEndpoint,
  getShieldsBadgeEndpoint,
  getPreviewEndpoint,
  listRegistriesEndpoint,
  checkRegistryEndpoint,
  signInEndpoint,
  signOutEndpoint,
  checkHealthEndpoint,
  getMetricsEndpoint,
]

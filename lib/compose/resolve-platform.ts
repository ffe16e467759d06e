import {
  formatPlatform,
  isCompletePlatform,
  normalizePlatform,
  type Platform,
  parsePlatform,
  platformKey,
} from '@/lib/oci/platform'
import { type Tell, tellBareArm, tellDisagreement, tellMissing, tellSpelling, tellUnusual } from './platform-doubts'
import { type Problem, problem } from './problem'
import {
  fillPlatform,
  isBareArm,
  type PlatformClaims,
  spellPlatform,
  statedPlatform,
  statesOther,
  writtenPlatform,
} from './stated-platform'

export interface ResolvedPlatform {
  platform?: Platform
  isOverridden: boolean
  problems: Problem[]
}

/** The version of Windows and its features are the image's own: what the person does not say of them stays when they repeat its os. */
function withVersion(set: Platform, stated: Platform | undefined): Platform {
  if (stated === undefined || normalizePlatform(stated).os !== set.os) return set
  const { 'os.version': version, 'os.features': features } = normalizePlatform(stated)
  return {
    ...(version ? { 'os.version': version } : {}),
    ...(features ? { 'os.features': features } : {}),
    ...set,
  }
}

function readOverride(claims: PlatformClaims, stated: Platform | undefined, tell: Tell): Platform | undefined {
  const { override, source } = claims
  if (override === undefined) return undefined
  const set = parsePlatform(override)
  if (!isCompletePlatform(set)) {
    tell('PLATFORM_INVALID', `“${override}” is no platform for ${source}. Write it as linux/amd64 or linux/arm/v7.`)
    return undefined
  }
  const isBare = /^[^/]+\/arm\s*(\(|$)/i.test(override.trim())
  return withVersion(isBare ? { ...set, variant: undefined } : set, stated)
}

function tellOverridden(
  { source, reason }: PlatformClaims,
  { platform, own }: { platform: Platform; own: Partial<Platform> },
  tell: Tell,
): void {
  const says = spellPlatform(fillPlatform(own))
  tell(
    'PLATFORM_OVERRIDDEN',
    reason === undefined
      ? `${source} says ${says}; ${formatPlatform(platform)} is written, as you set it. Make sure that it runs there, and say why.`
      : `${source} says ${says}; ${formatPlatform(platform)} is written, as you set it: “${reason}”. Make sure that it runs there.`,
    { platform, ...(isCompletePlatform(own) ? { alternatives: [own] } : {}) },
  )
}

/** Which platform to write for an image, from what the person, its index, its config and its name say, with every doubt about it. */
export function resolvePlatform(claims: PlatformClaims): ResolvedPlatform {
  const problems: Problem[] = []
  const { source, digest } = claims
  const tell: Tell = (code, message, { platform, alternatives } = {}) =>
    problems.push(
      problem(code, message, {
        source,
        digest,
        ...(platform ? { platform: formatPlatform(platform) } : {}),
        ...(alternatives ? { alternatives: alternatives.map(formatPlatform) } : {}),
      }),
    )
  const stated = statedPlatform(claims)
  const set = readOverride(claims, stated, tell)
  const isSame = set && stated && platformKey(set) === platformKey(stated) && !isBareArm(stated) && !isBareArm(set)
  const chosen = set && !isSame ? set : stated
  if (!chosen) {
    tellMissing(claims, tell)
    return { isOverridden: false, problems }
  }
  const platform = writtenPlatform(chosen)
  const isOverridden = set !== undefined && !isSame
  const own = isCompletePlatform(claims.config) ? claims.config : (stated ?? claims.config)
  if (set && own && statesOther(own, platform)) tellOverridden(claims, { platform, own }, tell)
  if (set === undefined) tellDisagreement(claims, platform, tell)
  if (!isOverridden) tellSpelling(claims, chosen, tell)
  if (isBareArm(platform)) tellBareArm(claims, platform, tell)
  tellUnusual(claims, platform, tell)
  return { platform, isOverridden, problems }
}

import { formatPlatform, isCompletePlatform, normalizePlatform, type Platform } from '@/lib/oci/platform'
import type { ProblemCode } from './problem'
import {
  fillPlatform,
  isBareArm,
  type PlatformClaims,
  spellPlatform,
  statesOther,
  writtenPlatform,
} from './stated-platform'
import { platformInTag } from './tag-platform'
import { isKnownPlatform, likelyPlatform } from './usual-platform'

/** The platform that is written, and others that may be meant. */
export interface Doubted {
  platform?: Platform
  alternatives?: Platform[]
}

export type Tell = (code: ProblemCode, message: string, about?: Doubted) => void

/** What a tag's name claims where that is another platform. */
function contradictsName(tag: string, platform: Platform): { text: string; named: Platform } | undefined {
  const claim = platformInTag(tag)
  if (!claim) return undefined
  const image = normalizePlatform(platform)
  const named = normalizePlatform(claim.platform)
  const isOtherArchitecture = claim.statesArchitecture && named.architecture !== image.architecture
  const isOtherVariant = claim.platform.variant !== undefined && named.variant !== image.variant && !isBareArm(platform)
  const isOtherOs = claim.statesOs && named.os !== image.os
  const [version, claimedVersion] = [image['os.version'], named['os.version']]
  const isOtherVersion =
    claimedVersion !== undefined && version !== undefined && !`${version}.`.startsWith(`${claimedVersion}.`)
  if (!isOtherArchitecture && !isOtherVariant && !isOtherOs && !isOtherVersion) return undefined
  return { text: claim.statesArchitecture ? formatPlatform(named) : claim.spelling, named }
}

export function tellMissing({ source, configProblem, remedy }: PlatformClaims, tell: Tell): void {
  const reason = configProblem
    ? `its config could not be read: ${configProblem}`
    : 'its config names no operating system or no architecture.'
  tell('PLATFORM_MISSING', `Nobody says which platform ${source} is for: ${reason} ${remedy}, for example linux/amd64.`)
}

export function tellBareArm({ source, tag, remedy }: PlatformClaims, platform: Platform, tell: Tell): void {
  const claim = tag === undefined ? undefined : platformInTag(tag)
  const hint = claim?.platform.variant ? ` Its tag suggests ${formatPlatform(claim.platform)}.` : ''
  tell(
    'PLATFORM_VARIANT_MISSING',
    `${source} is for ${spellPlatform(platform)}, but does not say for which ARM version.${hint} ${remedy}: ` +
      `${platform.os}/arm/v7 for ARMv7 machines and newer, ${platform.os}/arm/v6 also for the first Raspberry Pi and Zero, ${platform.os}/arm/v5 for all.`,
    { platform },
  )
}

export function tellSpelling({ source }: PlatformClaims, stated: Platform, tell: Tell): void {
  const platform = writtenPlatform(stated)
  if (spellPlatform(platform) === spellPlatform(stated)) return
  const reason = stated.variant === 'v1' ? ' (podman and skopeo would not find amd64/v1)' : ''
  tell(
    'PLATFORM_RENAMED',
    `${source} calls its platform ${spellPlatform(stated)}; ${spellPlatform(platform)} is written${reason}.`,
    { platform },
  )
}

export function tellUnusual({ source, tag, remedy }: PlatformClaims, platform: Platform, tell: Tell): void {
  if (isKnownPlatform(platform)) return
  const likely = likelyPlatform(platform) ?? (tag === undefined ? undefined : platformInTag(tag)?.platform)
  const hint = likely ? ` ${remedy} to ${formatPlatform(likely)} if that is meant.` : ' Check its spelling.'
  tell('PLATFORM_UNUSUAL', `${source} is for ${spellPlatform(platform)}, which no usual client asks for.${hint}`, {
    platform,
    ...(likely ? { alternatives: [likely] } : {}),
  })
}

export function tellDisagreement(claims: PlatformClaims, platform: Platform, tell: Tell): void {
  const { source, tag, config, entry } = claims
  const named = tag === undefined ? undefined : contradictsName(tag, platform)
  if (named)
    tell(
      'PLATFORM_CONTRADICTS_NAME',
      `The name of ${source} says ${named.text}, its image says ${formatPlatform(platform)}. Check how it was built. ` +
        `If the image is right, set its platform to ${formatPlatform(platform)} to confirm it.`,
      { platform, alternatives: [named.named] },
    )
  if (isCompletePlatform(entry) && config && statesOther(config, platform))
    tell(
      'PLATFORM_MISMATCH',
      `The index ${source} calls an image ${formatPlatform(platform)}, the image’s own config says ${spellPlatform(fillPlatform(config))}. Check how it was built.`,
      { platform, ...(isCompletePlatform(config) ? { alternatives: [config] } : {}) },
    )
}

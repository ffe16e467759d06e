/** Which entry of an index a client pulls, and why. Nothing here reads anything. */
import { normalizePlatform, type Platform } from '@/lib/oci/platform'

const range = (from: number, downTo: number) =>
  Array.from({ length: Math.max(0, from - downTo + 1) }, (_, step) => from - step)

type Candidate = Pick<Platform, 'architecture' | 'variant'>

function armCandidates(newest: number): Candidate[] {
  return range(newest, 5).map((version) => ({ architecture: 'arm', variant: `v${version}` }))
}

function amd64Candidates(variant: string | undefined): Candidate[] {
  const level = /^v([2-9])$/.exec(variant ?? 'v1')?.[1]
  if (variant !== undefined && level === undefined) return [{ architecture: 'amd64', variant }]
  const lower = range(Number(level ?? 1), 1).map((version) => ({ architecture: 'amd64', variant: `v${version}` }))
  return [...lower, { architecture: '386' }]
}

/** ARMv9.x builds on ARMv8.(x+5). */
function arm64Candidates(variant: string | undefined): Candidate[] {
  const match = /^v([89])(?:\.(\d))?$/.exec(variant ?? 'v8')
  if (!match) return []
  const [major, minor] = [Number(match[1]), Number(match[2] ?? 0)]
  const versions = (of: number, from: number) => range(from, 0).map((step) => `v${of}${step === 0 ? '' : `.${step}`}`)
  const own = major === 9 ? [...versions(9, minor), ...versions(8, Math.min(minor + 5, 9))] : versions(8, minor)
  return [...own.map((name) => ({ architecture: 'arm64', variant: name })), ...armCandidates(8)]
}

function candidatesOf({ architecture, variant }: Platform): Candidate[] {
  if (architecture === 'amd64') return amd64Candidates(variant)
  if (architecture === 'arm64') return arm64Candidates(variant)
  const armVersion = architecture === 'arm' ? /^v([5-8])$/.exec(variant ?? 'v7')?.[1] : undefined
  if (armVersion !== undefined) return armCandidates(Number(armVersion))
  return [{ architecture, ...(variant ? { variant } : {}) }]
}

/**
 * The platforms that a client on `host` runs without emulation, best first, normalised. A host without a variant takes the
 * plain ones only: linux/amd64 never takes amd64/v2, whatever its CPU can do. Source: containerd/platforms, compare.go ("Only").
 */
export function acceptablePlatforms(host: Platform): Platform[] {
  const { os, 'os.version': version, 'os.features': features, ...machine } = normalizePlatform(host)
  const shared = { ...(version ? { 'os.version': version } : {}), ...(features ? { 'os.features': features } : {}) }
  return candidatesOf({ os, ...machine }).map((candidate) => normalizePlatform({ os, ...candidate, ...shared }))
}

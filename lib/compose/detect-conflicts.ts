import { shortDigest } from '@/lib/oci/digest'
import { formatPlatform, normalizePlatform } from '@/lib/oci/platform'
import { type Candidate, candidateKey, candidatePlatformKey, joinEntries } from './candidate'
import { type Problem, problem } from './problem'

function groupBy<T>(items: T[], keyOf: (item: T) => string | undefined): [T, ...T[]][] {
  const groups = new Map<string, [T, ...T[]]>()
  for (const item of items) {
    const key = keyOf(item)
    if (key === undefined) continue
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return [...groups.values()]
}

const textOf = ({ platform }: Candidate) => (platform ? formatPlatform(platform) : 'unknown')

/** The same image for the same platform counts once, in its first place, with the attestations of both. */
export function collapseDuplicates(candidates: Candidate[]): Candidate[] {
  const identity = (candidate: Candidate) => `${candidate.descriptor.digest} ${candidateKey(candidate) ?? ''}`
  return groupBy(candidates, identity).map(([first, ...again]) => ({
    ...first,
    attestations: joinEntries(first.attestations, ...again.map(({ attestations }) => attestations)),
    problems: [
      ...first.problems,
      ...again.flatMap(({ source, problems }) => [
        ...problems,
        problem(
          'DUPLICATE_ENTRY',
          source === first.source
            ? `${source} lists the same image for ${textOf(first)} more than once; it is written once.`
            : `${source} and ${first.source} are the same image for ${textOf(first)}; it is written once.`,
          { source, platform: textOf(first), digest: first.descriptor.digest },
        ),
      ]),
    ],
  }))
}

function tellSamePlatform([first, ...others]: [Candidate, ...Candidate[]]): Problem[] {
  if (others.length === 0) return []
  const last = others.at(-1) ?? first
  const names = [first, ...others].map(({ source, descriptor }) => `${source} (${shortDigest(descriptor.digest)})`)
  return [
    problem(
      'DUPLICATE_PLATFORM',
      `${names.slice(0, -1).join(', ')} and ${names.at(-1)} are different images for the same platform, ${textOf(first)}; clients would take the first. Keep one of them.`,
      { source: last.source, platform: textOf(first), digest: last.descriptor.digest },
    ),
  ]
}

function tellSameImage([first, ...others]: [Candidate, ...Candidate[]]): Problem[] {
  const platforms = [...new Set([first, ...others].map(textOf))]
  if (platforms.length < 2) return []
  return [
    problem(
      'SAME_IMAGE_TWICE',
      `The image ${shortDigest(first.descriptor.digest)} stands for ${platforms.join(' and for ')}. Check that it runs on each of them.`,
      { source: first.source, digest: first.descriptor.digest },
    ),
  ]
}

/** A host that names no variant takes none above the baseline. Source: containerd/platforms, compare.go. */
function tellAdvancedOnly(group: [Candidate, ...Candidate[]]): Problem[] {
  const [first] = group
  if (!first.platform || group.some(({ platform }) => platform && !normalizePlatform(platform).variant)) return []
  const { os, architecture } = normalizePlatform(first.platform)
  if (architecture !== 'amd64' && architecture !== 'arm64') return []
  const text = [...new Set(group.map(textOf))].join(', ')
  return [
    problem(
      'PLATFORM_ADVANCED_VARIANT',
      `Of ${os}/${architecture} there is ${text} only: docker and containerd on an ordinary ${os}/${architecture} machine will find no image. Add one for ${os}/${architecture}.`,
      { source: first.source, platform: textOf(first), digest: first.descriptor.digest },
    ),
  ]
}

/** What is wrong with these images together. */
export function findConflicts(candidates: Candidate[]): Problem[] {
  const architecture = ({ platform }: Candidate) => {
    if (!platform) return undefined
    const normalized = normalizePlatform(platform)
    return `${normalized.os}/${normalized.architecture}`
  }
  return [
    ...groupBy(candidates, candidateKey).flatMap(tellSamePlatform),
    ...groupBy(candidates, ({ descriptor }) => descriptor.digest).flatMap(tellSameImage),
    ...groupBy(
      candidates.filter((candidate) => candidatePlatformKey(candidate) !== undefined),
      architecture,
    ).flatMap(tellAdvancedOnly),
  ]
}

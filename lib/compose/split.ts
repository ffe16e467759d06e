import { computeDigest } from '@/lib/oci/compute-digest'
import { type Digest, shortDigest } from '@/lib/oci/digest'
import { attestationSubject, type ImageIndex, type ReadEntry } from '@/lib/oci/image-index'
import { mediaTypes } from '@/lib/oci/media-type'
import { formatPlatform, isCompletePlatform, type Platform } from '@/lib/oci/platform'
import { isTag } from '@/lib/oci/reference'
import { writeIndex } from './index-bytes'
import { type ArchitectureNaming, checkPattern, fillPattern } from './split-pattern'
import { type SplitProblem, splitProblem } from './split-problem'

export interface SplitRequest {
  index: Pick<ImageIndex, 'entries' | 'broken'>
  /** The index’s own tag; absent where it was named by digest. */
  tag?: string | undefined
  pattern: string
  naming: ArchitectureNaming
  /** Each tag names an index of its image and that image’s attestations, where it has any. */
  keepAttestations?: boolean
}

export interface PlannedTag {
  tag: string
  platform: string
  digest: Digest
  mediaType: string
  size: number
  /** The image itself; `digest` where the tag names it directly. */
  image: Digest
  /** Text to push first where it is not in the repository yet: the index of one image. */
  body?: string
}

export interface SplitPlan {
  tags: PlannedTag[]
  problems: SplitProblem[]
}

interface Image {
  entry: ReadEntry
  platform: Platform
  attestations: ReadEntry[]
}

interface NamedImage extends Image {
  tag: string
}

function readImages({ index }: SplitRequest): { images: Image[]; problems: SplitProblem[] } {
  const attestations = index.entries.filter(({ role }) => role === 'attestation')
  const images: Image[] = []
  const problems: SplitProblem[] = []
  for (const entry of index.entries) {
    const { digest, platform, mediaType } = entry.descriptor
    if (entry.role === 'attestation') continue
    if (entry.role === 'platform' && platform && isCompletePlatform(platform)) {
      const own = attestations.filter(({ descriptor }) => attestationSubject(descriptor) === digest)
      images.push({ entry, platform, attestations: own })
      continue
    }
    const what = entry.role === 'platform' ? 'does not say which platform it is for' : `is no image (${mediaType})`
    problems.push(
      splitProblem('ENTRY_LEFT_OUT', `The entry ${shortDigest(digest)} ${what}; it gets no tag.`, { digest }),
    )
  }
  for (const { message } of index.broken) problems.push(splitProblem('ENTRY_LEFT_OUT', `${message} It gets no tag.`))
  return { images, problems }
}

function groupByTag(images: readonly NamedImage[]): NamedImage[][] {
  const groups = new Map<string, NamedImage[]>()
  for (const image of images) groups.set(image.tag, [...(groups.get(image.tag) ?? []), image])
  return [...groups.values()]
}

const digestsOf = (group: readonly Image[]) => new Set(group.map(({ entry }) => entry.descriptor.digest))

/** Says as little as tells the images apart: os and os.version only for those that would get one tag otherwise. */
function nameImages(images: readonly Image[], request: SplitRequest): NamedImage[] {
  const { pattern, naming, tag } = request
  const steps = [
    { os: false, osVersion: false },
    { os: true, osVersion: false },
    { os: true, osVersion: true },
  ]
  let named: NamedImage[] = images.map((image) => ({ ...image, tag: '' }))
  for (const states of steps)
    named = groupByTag(named).flatMap((group) =>
      digestsOf(group).size < 2 && group[0]?.tag !== ''
        ? group
        : group.map((image) => ({ ...image, tag: fillPattern(image.platform, { pattern, naming, tag, states }) })),
    )
  const place = new Map(images.map(({ entry }, position) => [entry, position]))
  return named.toSorted((a, b) => (place.get(a.entry) ?? 0) - (place.get(b.entry) ?? 0))
}

function checkTags(named: readonly NamedImage[], ownTag: string | undefined): SplitProblem[] {
  return groupByTag(named).flatMap((group) => {
    const [first] = group
    if (!first) return []
    const { tag } = first
    const platforms = [...new Set(group.map(({ platform }) => formatPlatform(platform)))].join(' and ')
    const about = { tag, platform: formatPlatform(first.platform) }
    if (!isTag(tag))
      return [
        splitProblem(
          'TAG_INVALID',
          `“${tag.slice(0, 140)}” for ${platforms} is no valid tag; choose another pattern.`,
          about,
        ),
      ]
    if (tag === ownTag)
      return [
        splitProblem(
          'TAG_IS_INDEX',
          `The tag ${tag} for ${platforms} is that of the index itself; choose another pattern.`,
          about,
        ),
      ]
    const digests = digestsOf(group)
    if (digests.size < 2) return []
    const names = [...digests].map(shortDigest).join(' and ')
    return [
      splitProblem(
        'TAG_TWICE',
        `${names} (${platforms}) would both get the tag ${tag}; use a pattern that tells them apart, or remove one from the index first.`,
        about,
      ),
    ]
  })
}

function planTag({ tag, platform, entry, attestations }: NamedImage, keepAttestations: boolean): PlannedTag {
  const { digest, mediaType, size } = entry.descriptor
  const base = { tag, platform: formatPlatform(platform), image: digest }
  if (!keepAttestations || attestations.length === 0) return { ...base, digest, mediaType, size }
  const entries = [entry, ...attestations].map(({ descriptor }) => ({ descriptor }))
  const body = writeIndex({ mediaType: mediaTypes.ociIndex, entries, annotations: {} })
  const written = {
    digest: computeDigest(body),
    mediaType: mediaTypes.ociIndex,
    size: new TextEncoder().encode(body).length,
  }
  return { ...base, ...written, body }
}

function tellAttestations(images: readonly Image[]): SplitProblem[] {
  const count = images.reduce((sum, { attestations }) => sum + attestations.length, 0)
  if (count === 0) return []
  const message = `The ${count === 1 ? 'attestation stays' : `${count} attestations stay`} with the index: a tag that names an image alone cannot carry them. Keep them to give each tag a small index of its own.`
  return [splitProblem('ATTESTATIONS_LEFT_OUT', message)]
}

/** Which tag each image of an index gets, in the order of the index; an image that is there twice gets its tags once. */
export function planSplit(request: SplitRequest): SplitPlan {
  const { tag, pattern, keepAttestations = false } = request
  const fault = checkPattern(pattern, tag)
  if (fault !== undefined) return { tags: [], problems: [splitProblem('PATTERN_INVALID', fault)] }
  const { images, problems } = readImages(request)
  if (images.length === 0) {
    const message = 'The index has no image that says which platform it is for; there is nothing to split.'
    return { tags: [], problems: [...problems, splitProblem('NOTHING_TO_SPLIT', message)] }
  }
  const named = nameImages(images, request)
  const once = [...new Map(named.map((image) => [`${image.tag} ${image.entry.descriptor.digest}`, image])).values()]
  return {
    tags: once.map((image) => planTag(image, keepAttestations)),
    problems: [...problems, ...checkTags(named, tag), ...(keepAttestations ? [] : tellAttestations(images))],
  }
}

import type { IndexEntry } from '@/lib/oci/descriptor'
import { type Digest, shortDigest } from '@/lib/oci/digest'
import { attestationSubject, type BrokenEntry, type ReadEntry } from '@/lib/oci/image-index'
import { mediaTypes } from '@/lib/oci/media-type'
import { formatPlatform } from '@/lib/oci/platform'
import { type Problem, problem } from './problem'
import type { ReadImage, ReadIndex, SourceContent } from './source'

/** How many indexes may stand inside one another, the source itself included. */
export const maxIndexDepth = 3

export interface FoundEntry {
  descriptor: IndexEntry
  content?: SourceContent
  problems: Problem[]
}

export interface Expansion {
  images: FoundEntry[]
  attestations: FoundEntry[]
  /** Entries of an index that run nowhere: artifacts, and nested indexes where they are not flattened. */
  others: IndexEntry[]
  broken: BrokenEntry[]
  /** About the source as a whole. */
  problems: Problem[]
}

interface Walk {
  source: string
  isFlattened: boolean
  path: Digest[]
  found: Expansion
}

const isInToto = ({ manifest }: ReadImage) =>
  manifest.layers.length > 0 && manifest.layers.every(({ mediaType }) => mediaType === mediaTypes.inToto)

/** What the entry is called in a sentence. */
function nameOf({ descriptor, role }: ReadEntry): string {
  if (role === 'attestation') return `the attestation ${shortDigest(descriptor.digest)}`
  const platform = descriptor.platform ? ` (${formatPlatform(descriptor.platform)})` : ''
  return `${role === 'index' ? 'the index' : 'the image'} ${shortDigest(descriptor.digest)}${platform}`
}

function contentProblems(entry: ReadEntry, content: SourceContent | undefined, source: string): Problem[] {
  const { digest, platform } = entry.descriptor
  const about = { source, digest, ...(platform ? { platform: formatPlatform(platform) } : {}) }
  const name = nameOf(entry)
  if (content?.kind === 'missing')
    return [
      problem(
        'CHILD_MISSING',
        `${source} lists ${name}, which its registry no longer has. Push that image again, or leave it out.`,
        about,
      ),
    ]
  if (content?.kind === 'unreadable')
    return [
      problem('SOURCE_UNREADABLE', `In ${source}, ${name} could not be read: ${content.message} Try again.`, about),
    ]
  return content && 'size' in content ? corrections(entry.descriptor, content, { source, name, about }) : []
}

function corrections(
  { size, mediaType }: IndexEntry,
  real: { size: number; mediaType: string },
  { source, name, about }: { source: string; name: string; about: Pick<Problem, 'source' | 'digest' | 'platform'> },
): Problem[] {
  const sizeMessage = `${source} gives ${size} bytes for ${name}, which has ${real.size}; the right size will be written.`
  const typeMessage = `${source} gives the type ${mediaType} for ${name}, which is ${real.mediaType}; the right type will be written.`
  return [
    ...(real.size === size ? [] : [problem('SIZE_CORRECTED', sizeMessage, about)]),
    ...(real.mediaType === mediaType ? [] : [problem('TYPE_CORRECTED', typeMessage, about)]),
  ]
}

function asRead(descriptor: IndexEntry, content: SourceContent | undefined): IndexEntry {
  if (content === undefined || !('size' in content)) return descriptor
  const { size, mediaType } = content
  return size === descriptor.size && mediaType === descriptor.mediaType
    ? descriptor
    : { ...descriptor, size, mediaType }
}

function enterNested(entry: ReadEntry, content: SourceContent | undefined, walk: Walk): void {
  const { source, path, found } = walk
  const { digest } = entry.descriptor
  const about = { source, digest }
  const name = `${source} contains the index ${shortDigest(digest)}`
  if (path.includes(digest) || path.length >= maxIndexDepth) {
    const reason = path.includes(digest) ? 'which contains itself' : `nested more than ${maxIndexDepth} deep`
    found.problems.push(
      problem('SOURCE_NESTED_TOO_DEEP', `${name}, ${reason}. Choose the images in it one by one instead.`, about),
    )
  } else if (content?.kind === 'index') {
    found.problems.push(problem('SOURCE_NESTED', `${name}; its images are added one by one.`, about))
    walkIndex(content, { ...walk, path: [...path, digest] })
  } else {
    const problems = contentProblems(entry, content, source).filter(({ level }) => level === 'error')
    const unread = problem('SOURCE_UNREADABLE', `${name}, which was not read. Choose its images one by one.`, about)
    found.problems.push(...(problems.length > 0 ? problems : [unread]))
  }
}

function leaveOut({ descriptor }: ReadEntry, { source, found }: Walk): void {
  const { digest, mediaType, artifactType, platform } = descriptor
  const isUnknown = platform?.os === 'unknown' && artifactType === undefined
  const name = `${source} has an entry ${shortDigest(digest)}`
  found.problems.push(
    isUnknown
      ? problem(
          'UNLABELLED_UNKNOWN',
          `${name} for unknown/unknown that does not say what it belongs to; it is left out.`,
          { source, digest },
        )
      : problem('ENTRY_LEFT_OUT', `${name} that is no image (${artifactType ?? mediaType}); it is left out.`, {
          source,
          digest,
        }),
  )
}

/** An entry without a platform is taken for an image until its manifest, once read, turns out to be an artifact. */
function knownEntry(entry: ReadEntry, content: SourceContent | undefined): ReadEntry {
  const { role, descriptor } = entry
  if (role !== 'platform' || content?.kind !== 'artifact' || descriptor.platform !== undefined) return entry
  const { artifactType = descriptor.artifactType } = content
  return {
    ...entry,
    role: 'artifact',
    descriptor: { ...descriptor, ...(artifactType !== undefined && { artifactType }) },
  }
}

function walkIndex({ index, children }: ReadIndex, walk: Walk): void {
  const { found, isFlattened, source } = walk
  found.broken.push(...index.broken)
  for (const entry of index.entries) {
    const content = children.get(entry.descriptor.digest)
    const read: FoundEntry = {
      descriptor: asRead(entry.descriptor, content),
      ...(content ? { content } : {}),
      problems: contentProblems(entry, content, source),
    }
    const known = knownEntry(entry, content)
    if (known.role === 'platform') found.images.push(read)
    else if (known.role === 'attestation') found.attestations.push(read)
    else if (!isFlattened) found.others.push(entry.descriptor)
    else if (known.role === 'index') enterNested(entry, content, walk)
    else leaveOut(known, walk)
  }
}

/** An attestation that describes none of the source's images says nothing about what is composed. */
function dropOrphans(found: Expansion, source: string): void {
  const images = new Set(found.images.map(({ descriptor }) => descriptor.digest))
  const isBound = ({ descriptor }: FoundEntry) => {
    const subject = attestationSubject(descriptor)
    return subject !== undefined && images.has(subject)
  }
  for (const { descriptor } of found.attestations.filter((attestation) => !isBound(attestation)))
    found.problems.push(
      problem(
        'ENTRY_LEFT_OUT',
        `${source} has an attestation ${shortDigest(descriptor.digest)} for an image that is not in it; it is left out.`,
        { source, digest: descriptor.digest },
      ),
    )
  found.attestations = found.attestations.filter(isBound)
}

function refusal(content: SourceContent, source: string): Problem | undefined {
  if (content.kind === 'missing')
    return problem(
      'SOURCE_NOT_FOUND',
      `${source} was not found: ${content.message} An image that is only on your machine has to be pushed first.`,
      { source },
    )
  if (content.kind === 'unreadable')
    return problem('SOURCE_UNREADABLE', `${source} could not be read: ${content.message}`, { source })
  const about = { source, digest: content.digest }
  if (content.kind === 'schema1')
    return problem(
      'SOURCE_SCHEMA1',
      `${source} is in Docker’s old schema 1 format, which no index can hold. Pull it and push it again with a current Docker.`,
      about,
    )
  if (content.kind === 'artifact')
    return problem(
      'SOURCE_NOT_IMAGE',
      `${source} is no container image, but an artifact (${content.artifactType ?? content.mediaType}). Choose an image instead.`,
      about,
    )
  if (content.kind === 'image' && isInToto(content))
    return problem(
      'SOURCE_NOT_IMAGE',
      `${source} is an attestation, not an image. Choose the image that it describes; its attestations come along.`,
      about,
    )
  return undefined
}

/** The images behind a source: its own, or all of an index, with nested ones flattened, attestations kept apart and the rest explained. */
export function expandSource(source: string, content: SourceContent, { isFlattened = true } = {}): Expansion {
  const found: Expansion = { images: [], attestations: [], others: [], broken: [], problems: [] }
  const refused = refusal(content, source)
  if (refused) found.problems.push(refused)
  else if (content.kind === 'image') {
    const { mediaType, digest, size } = content
    found.images.push({ descriptor: { mediaType, digest, size }, content, problems: [] })
  } else if (content.kind === 'index') {
    walkIndex(content, { source, isFlattened, path: [content.digest], found })
    dropOrphans(found, source)
  }
  return found
}

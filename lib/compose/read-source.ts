import type { IndexEntry } from '@/lib/oci/descriptor'
import type { ImageConfig } from '@/lib/oci/image-config'
import { attestationSubject } from '@/lib/oci/image-index'
import { type Platform, parsePlatform } from '@/lib/oci/platform'
import { formatReference, type Reference } from '@/lib/oci/reference'
import type { Candidate } from './candidate'
import { type Expansion, expandSource, type FoundEntry } from './expand-source'
import { editOf, type IndexEdits } from './index-edits'
import { type Problem, problem } from './problem'
import { resolvePlatform } from './resolve-platform'
import { selectImages } from './select-images'
import type { Source, SourceContent } from './source'
import { type PlatformClaims, statedPlatform } from './stated-platform'

export interface SourceReading {
  candidates: Candidate[]
  /** Entries that run nowhere, kept as they are; only of what the target names today. */
  others: IndexEntry[]
  /** About the source as a whole; an image's own are with the candidate. */
  problems: Problem[]
}

function configPlatform(config: ImageConfig): Partial<Platform> {
  const { os, architecture, variant, 'os.version': version, 'os.features': features } = config
  return { os, architecture, variant, 'os.version': version, 'os.features': features ?? undefined }
}

/** What the image itself states, without the person's word. */
function ownClaims(source: string, { descriptor, content }: FoundEntry): PlatformClaims {
  const image = content?.kind === 'image' ? content : undefined
  return {
    source,
    digest: descriptor.digest,
    remedy: 'Set its platform',
    ...(descriptor.platform ? { entry: descriptor.platform } : {}),
    ...(image?.config ? { config: configPlatform(image.config) } : {}),
    ...(image?.configProblem ? { configProblem: image.configProblem } : {}),
  }
}

/** The person’s word on an image, which an edit of its entry gives. */
function withEdit(claims: PlatformClaims, edits: IndexEdits): PlatformClaims {
  const { platform, reason } = editOf(edits, claims)
  return {
    ...claims,
    ...(platform !== undefined ? { override: platform } : {}),
    ...(reason !== undefined ? { reason } : {}),
  }
}

/** A source that gives one image lets the person set its platform, and its name counts. */
function claimsOf({ reference, platform }: Source, found: FoundEntry, isLone: boolean): PlatformClaims {
  const own = ownClaims(formatReference(reference), found)
  if (!isLone) return { ...own, remedy: 'Set the platform of its entry' }
  const { tag } = reference
  return { ...own, ...(tag !== undefined ? { tag } : {}), ...(platform !== undefined ? { override: platform } : {}) }
}

function toCandidate(source: string, found: FoundEntry, attestations: FoundEntry[]): Candidate {
  const bound = attestations.filter(({ descriptor }) => attestationSubject(descriptor) === found.descriptor.digest)
  return {
    source,
    descriptor: found.descriptor,
    isOverridden: false,
    attestations: bound.map(({ descriptor }) => descriptor),
    problems: [...found.problems, ...bound.flatMap(({ problems }) => problems)],
  }
}

function select(
  source: Source,
  { images }: Expansion,
  edits: IndexEdits,
): { images: FoundEntry[]; problems: Problem[] } {
  const { only = [], platform } = source
  const name = formatReference(source.reference)
  if (only.length === 0) return { images, problems: [] }
  const set = platform !== undefined && images.length === 1 ? parsePlatform(platform) : undefined
  const named = images.map((found) => {
    const stated = statedPlatform(ownClaims(name, found))
    const edited = parsePlatform(editOf(edits, { digest: found.descriptor.digest, source: name }).platform ?? '')
    return { found, platforms: [stated, set, edited].filter((value) => value !== undefined) }
  })
  return selectImages(name, named, only)
}

function tellWhole(source: Source, expansion: Expansion, chosen: number): Problem[] {
  const name = formatReference(source.reference)
  const problems: Problem[] = []
  if (source.only === undefined || source.only.length === 0)
    for (const { position, message } of expansion.broken)
      problems.push(
        problem(
          'ENTRY_BROKEN',
          `Entry ${position + 1} of ${name} is broken: ${message} Choose the platforms to take from it.`,
          { source: name },
        ),
      )
  if (source.platform !== undefined && chosen > 1)
    problems.push(
      problem(
        'PLATFORM_INVALID',
        `${name} holds ${chosen} images, so ${source.platform} cannot be set for it. Choose one of its platforms first.`,
        { source: name },
      ),
    )
  return problems
}

export interface ReadingOptions {
  edits?: IndexEdits
  /** The source is what the target names today: what runs nowhere is no image, but stays in the index. */
  isEdited?: boolean
}

/** The images that a source brings, with their platforms and every doubt about them. */
export function readSource(source: Source, { edits = {}, isEdited = false }: ReadingOptions = {}): SourceReading {
  const name = formatReference(source.reference)
  const expansion = expandSource(name, source.content, { isFlattened: !isEdited })
  const selected = select(source, expansion, edits)
  const isLone = selected.images.length === 1
  const candidates = selected.images.map((found) => {
    const candidate = toCandidate(name, found, expansion.attestations)
    const { problems, ...resolved } = resolvePlatform(withEdit(claimsOf(source, found, isLone), edits))
    return { ...candidate, ...resolved, problems: [...candidate.problems, ...problems] }
  })
  const problems = [...expansion.problems, ...selected.problems, ...tellWhole(source, expansion, candidates.length)]
  return { candidates, others: expansion.others, problems }
}

/** An entry of today's target as it stands, unless the person sets another platform for it. */
function asEdited(candidate: Candidate, claims: PlatformClaims): Candidate {
  if (claims.override === undefined) return candidate
  const { problems, ...resolved } = resolvePlatform(claims)
  return { ...candidate, ...resolved, problems: [...candidate.problems, ...problems] }
}

/** What the target's tag names today, entry by entry as it stands: nothing is renamed, flattened or left out. */
export function readCurrent(target: Reference, content: SourceContent, edits: IndexEdits = {}): SourceReading {
  if (content.kind !== 'index') return readSource({ reference: { ...target, tag: undefined }, content }, { edits })
  const name = formatReference(target)
  const { images, attestations, others, broken, problems } = expandSource(name, content, { isFlattened: false })
  const candidates = images.map((found) => {
    const claims = ownClaims(name, found)
    const platform = found.descriptor.platform ?? statedPlatform(claims)
    const candidate = { ...toCandidate(name, found, attestations), ...(platform ? { platform } : {}) }
    return asEdited(candidate, withEdit(claims, edits))
  })
  const unreadable = broken.map(({ position, message }) =>
    problem(
      'ENTRY_BROKEN',
      `Entry ${position + 1} of today’s ${name} is broken and cannot be kept: ${message} Compose without keeping.`,
      { source: name },
    ),
  )
  return { candidates, others, problems: [...problems, ...unreadable] }
}

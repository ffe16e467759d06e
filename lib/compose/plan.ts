/** Composing an index: what would be pushed, byte for byte, and every doubt about it. Nothing here reads or writes anything. */
import { computeDigest } from '@/lib/oci/compute-digest'
import { type Descriptor, descriptorSchema, type IndexEntry } from '@/lib/oci/descriptor'
import { type Digest, shortDigest } from '@/lib/oci/digest'
import { attestationSubject } from '@/lib/oci/image-index'
import { mediaTypes } from '@/lib/oci/media-type'
import { formatPlatform, type Platform } from '@/lib/oci/platform'
import { formatReference, type Reference } from '@/lib/oci/reference'
import { type Candidate, type DraftEntry, joinEntries } from './candidate'
import { checkNames, checkSize, describeMove } from './check-target'
import { chooseFormat } from './choose-format'
import { collapseDuplicates, findConflicts } from './detect-conflicts'
import { writeIndex } from './index-bytes'
import { diffPlatforms, type PlatformChange } from './index-diff'
import { applyEdits, checkEdits, type IndexEdits } from './index-edits'
import { keepCurrent, placeZstdLast } from './keep-current'
import { type PlannedCopy, planCopies } from './plan-copies'
import type { PlanRequest } from './plan-request'
import { type Problem, problem } from './problem'
import { readCurrent, readSource, type SourceReading } from './read-source'
import { editedIndex, findBase, isUntouched } from './reuse-index'
import type { ReadIndex, Source } from './source'
import { tellLoss } from './tell-loss'

export type { CurrentTarget, PlanRequest } from './plan-request'

export interface PlannedIndex {
  mediaType: string
  digest: Digest
  size: number
  /** The exact text that will be pushed. */
  body: string
  bytes: Uint8Array
}

export interface PlannedEntry {
  platform: string
  digest: Digest
  size: number
  mediaType: string
  source: string
  /** For an attestation, the image it describes. */
  attests?: Digest
  /** Of an image; those of an attestation only say what it belongs to. */
  annotations?: Record<string, string>
}

export interface IndexPlan {
  index: PlannedIndex
  entries: PlannedEntry[]
  /** What an edit takes out, so that it can be put back. */
  removed: PlannedEntry[]
  copies: PlannedCopy[]
  problems: Problem[]
  current: { digest: Digest; platforms: string[] } | null
  changes: PlatformChange[]
}

/** Images in their order, then attestations in the order of their images, then what else today's target holds. */
function draftEntries(candidates: Candidate[], others: IndexEntry[], target: string): DraftEntry[] {
  const sourceOf = new Map(candidates.map(({ descriptor, source }) => [descriptor.digest, source]))
  const attestations = joinEntries(...candidates.map((candidate) => candidate.attestations))
  return [
    ...candidates.map(({ source, descriptor, platform, isOverridden }) => ({
      source,
      descriptor,
      ...(platform ? { platform } : {}),
      isOverridden,
    })),
    ...attestations.map((descriptor) => {
      const attests = attestationSubject(descriptor)
      const source = attests === undefined ? undefined : sourceOf.get(attests)
      return { source: source ?? target, descriptor, isOverridden: false, ...(attests ? { attests } : {}) }
    }),
    ...others.map((descriptor) => ({ source: target, descriptor, isOverridden: false })),
  ]
}

function subjectOf(base: ReadIndex | undefined): Descriptor | undefined {
  const subject = descriptorSchema.safeParse(base?.index.document.subject)
  return subject.success ? subject.data : undefined
}

interface ComposedIndex {
  index: PlannedIndex
  problems: Problem[]
  /** It is the very index that was read. */
  isReused: boolean
}

function composeIndex(request: PlanRequest, entries: DraftEntry[]): ComposedIndex {
  const base = findBase(request)
  const { format, edits = {} } = request
  const stored = Object.entries(base?.index.annotations ?? {}).filter(([name]) => !edits.unannotate?.includes(name))
  const annotations = { ...Object.fromEntries(stored), ...request.annotations }
  const artifactType = (edits.artifactType ?? base?.index.artifactType) || undefined
  const subject = subjectOf(base)
  const hasIndexAnnotations = Object.keys(annotations).length > 0 || Boolean(artifactType ?? subject)
  const isOciEdited = base?.mediaType === mediaTypes.ociIndex
  const { mediaType, problems } = chooseFormat({ format, entries, hasIndexAnnotations, isOciEdited })
  if (base && isUntouched(base, entries, request)) {
    const { bytes, digest, size } = base
    const body = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
    const reused = problem(
      'INDEX_REUSED',
      `Nothing in the index ${shortDigest(digest)} changes, so it is pushed as it is and keeps its digest.`,
      { digest },
    )
    const index = { mediaType: base.mediaType, digest, size, body, bytes }
    return { index, problems: [...problems, reused], isReused: true }
  }
  const body = writeIndex({
    mediaType,
    entries,
    annotations,
    ...(artifactType !== undefined ? { artifactType } : {}),
    ...(subject ? { subject } : {}),
    ...(base ? { edited: editedIndex(base) } : {}),
  })
  const bytes = new TextEncoder().encode(body)
  const index = { mediaType, digest: computeDigest(bytes), size: bytes.length, body, bytes }
  return { index, problems: [...problems, ...tellLoss(request)], isReused: false }
}

function plannedEntry({ source, descriptor, platform, attests }: DraftEntry): PlannedEntry {
  const { digest, size, mediaType } = descriptor
  const shown: Platform = platform ?? descriptor.platform ?? { os: 'unknown', architecture: 'unknown' }
  const annotations = attests ? {} : (descriptor.annotations ?? {})
  return {
    platform: formatPlatform(shown),
    digest,
    size,
    mediaType,
    source,
    ...(attests ? { attests } : {}),
    ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
  }
}

function removedEntries(
  { candidates, others }: { candidates: Candidate[]; others: IndexEntry[] },
  { target, edits }: { target: Reference; edits: IndexEdits },
): PlannedEntry[] {
  const removed = new Set<string>(edits.remove)
  const entries = draftEntries(candidates, others, formatReference(target))
  return entries.filter(({ descriptor }) => removed.has(descriptor.digest)).map(plannedEntry)
}

function tellNothing(entries: DraftEntry[], { sources }: PlanRequest): Problem[] {
  if (entries.length > 0) return []
  const message =
    sources.length === 0
      ? 'Nothing is chosen yet. Add the images to put under the target.'
      : 'None of the sources gives an image. Resolve what is said about them, or add others.'
  return [problem('NO_SOURCES', message)]
}

const asImages = (candidates: Candidate[]) =>
  candidates.map(({ platform, descriptor }) => ({ platform, digest: descriptor.digest }))

/** How a platform is spelled does not matter in an index that is pushed as it is. */
function withoutRenames(problems: Problem[], isReused: boolean): Problem[] {
  return isReused ? problems.filter(({ code }) => code !== 'PLATFORM_RENAMED') : problems
}

/** The whole of what the target names today, as a source: then it is edited, and loses nothing on the way. */
function isToday({ content, only = [] }: Source, current: PlanRequest['current']): boolean {
  return 'digest' in content && content.digest === current?.digest && only.length === 0
}

const othersOf = (readings: SourceReading[]) => joinEntries(...readings.map(({ others }) => others))

const emptyReading: SourceReading = { candidates: [], others: [], problems: [] }

/** The candidates to write, in order; with `keep`, what the target has today and no source replaces is among them. */
function mergeCandidates({ keep }: PlanRequest, readings: SourceReading[], kept: SourceReading): Candidate[] {
  const chosen = collapseDuplicates(readings.flatMap(({ candidates }) => candidates))
  return keep ? keepCurrent(chosen, kept.candidates) : chosen
}

/**
 * What pushing these sources under the target would write. Bad input is no exception but a problem in the plan;
 * the same request gives the same bytes. Only a plan without errors may be pushed.
 */
export function planIndex(request: PlanRequest): IndexPlan {
  const { target, sources, current, keep, edits = {} } = request
  const readings = sources.map((source) => readSource(source, { edits, isEdited: isToday(source, current) }))
  const today = current ? readCurrent(target, current.content) : emptyReading
  const kept = current && keep ? readCurrent(target, current.content, edits) : emptyReading
  const whole = { candidates: mergeCandidates(request, readings, kept), others: othersOf([...readings, kept]) }
  const edited = applyEdits(whole, edits)
  const candidates = placeZstdLast(edited.candidates)
  const entries = draftEntries(candidates, edited.others, formatReference(target))
  const { index, problems: indexProblems, isReused } = composeIndex(request, entries)
  const [before, after] = [asImages(today.candidates), asImages(candidates)]
  const changes = diffPlatforms(before, after)
  const planned = entries.map(plannedEntry)
  const { copies, problems: copyProblems } = planCopies(planned, request)
  const problems = [
    ...tellNothing(entries, request),
    ...checkEdits(edits, whole),
    ...checkNames(request),
    ...[...readings, kept].flatMap((reading) => reading.problems),
    ...withoutRenames(
      candidates.flatMap((candidate) => candidate.problems),
      isReused,
    ),
    ...findConflicts(candidates),
    ...indexProblems,
    ...copyProblems,
    ...checkSize(index.size),
    ...(entries.length > 0 ? describeMove({ ...request, before: current?.digest, after: index.digest, changes }) : []),
  ]
  const platforms = diffPlatforms(before, before).map(({ platform }) => platform)
  return {
    index,
    entries: planned,
    removed: removedEntries(whole, { target, edits }),
    copies,
    problems,
    current: current ? { digest: current.digest, platforms } : null,
    changes,
  }
}

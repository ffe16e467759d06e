import 'server-only'
import { type PlannedTag, type SplitPlan as PureSplitPlan, planSplit as planTags } from '@/lib/compose/split'
import { type SplitProblem, splitProblem } from '@/lib/compose/split-problem'
import type { SplitInput, SplitPlan, SplitTag } from '@/lib/contract/split'
import { type Digest, shortDigest } from '@/lib/oci/digest'
import { InvalidManifestError } from '@/lib/oci/invalid-manifest-error'
import { parseLargeManifest } from '@/lib/oci/manifest'
import { formatReference, isTag, parseReference, type Reference } from '@/lib/oci/reference'
import { RegistryError } from '@/lib/registry/errors'
import { readManifest } from './read-manifest'
import type { RequestContext } from './request-context'
import { digestAt } from './settle-write'
import { mediaTypeOf } from './write-tag'

export interface PreparedTag extends PlannedTag {
  current: Digest | null
  /** Exactly what is pushed; absent where the image could not be read. */
  bytes?: Uint8Array
}

export interface PreparedSplit {
  reference: Reference
  /** Of the index. */
  digest: Digest
  tags: PreparedTag[]
  problems: SplitProblem[]
}

async function readPlan(
  reference: Reference,
  { pattern, naming, keepAttestations }: SplitInput,
  context: RequestContext,
): Promise<PureSplitPlan & { digest: Digest }> {
  const stored = await readManifest(reference, context)
  const manifest = await parseLargeManifest(stored.bytes, stored.contentType)
  const { digest } = stored
  if (manifest.kind === 'index') {
    const { tag } = reference
    return { ...planTags({ index: manifest.index, tag, pattern, naming, keepAttestations }), digest }
  }
  const message = `${formatReference(reference)} is not an index: there is nothing to split.`
  return { tags: [], problems: [splitProblem('NOT_AN_INDEX', message, { digest })], digest }
}

/** The image's own bytes: the index may give another size or type than they have. */
async function readImage(
  planned: PlannedTag,
  reference: Reference,
  context: RequestContext,
): Promise<{ content: Partial<PreparedTag>; problems: SplitProblem[] }> {
  const { tag, platform, image, body } = planned
  try {
    const stored = await readManifest({ ...reference, tag: undefined, digest: image }, context)
    if (body !== undefined) return { content: { bytes: new TextEncoder().encode(body) }, problems: [] }
    const { bytes } = stored
    const mediaType = (await mediaTypeOf(stored)) ?? planned.mediaType
    return { content: { bytes, size: bytes.length, mediaType }, problems: [] }
  } catch (error) {
    const isRead = error instanceof RegistryError ? error.kind !== 'aborted' : error instanceof InvalidManifestError
    if (!isRead) throw error
    const isMissing = error instanceof RegistryError && error.kind === 'not-found'
    const reason = isMissing
      ? 'is gone from the registry: the index points at nothing there'
      : `could not be read: ${(error as Error).message}`
    const message = `The image ${shortDigest(image)} for ${platform} ${reason}.`
    const code = isMissing ? 'CHILD_MISSING' : 'CHILD_UNREADABLE'
    return { content: {}, problems: [splitProblem(code, message, { tag, platform, digest: image })] }
  }
}

function warnOfOverwriting({ tag, platform, digest, current }: PreparedTag): SplitProblem[] {
  if (current === null || current === digest) return []
  const message = `The tag ${tag} names ${shortDigest(current)} today and would be overwritten.`
  return [splitProblem('TAG_OVERWRITTEN', message, { tag, platform, digest: current })]
}

/** Looks at index, images and tags. @throws {InvalidReferenceError | InvalidManifestError | RegistryError} */
export async function prepareSplit(input: SplitInput, context: RequestContext): Promise<PreparedSplit> {
  const reference = parseReference(input.reference)
  const { registry, repository } = reference
  const plan = await readPlan(reference, input, context)
  const look = plan.tags.map((planned) =>
    context.access.lanes.run(registry, context.signal, async () => {
      const { tag } = planned
      const [{ content, problems }, current] = await Promise.all([
        readImage(planned, reference, context),
        isTag(tag) ? digestAt({ registry, repository, tag }, context) : undefined,
      ])
      const prepared: PreparedTag = { ...planned, ...content, current: current ?? null }
      return { prepared, problems: [...problems, ...warnOfOverwriting(prepared)] }
    }),
  )
  const seen = await Promise.all(look)
  return {
    reference,
    digest: plan.digest,
    tags: seen.map(({ prepared }) => prepared),
    problems: [...plan.problems, ...seen.flatMap(({ problems }) => problems)],
  }
}

function describeTag({ tag, platform, digest, mediaType, size, current }: PreparedTag): SplitTag {
  const change = current === null ? 'added' : current === digest ? 'same' : 'changed'
  return { tag, platform, digest, mediaType, size, current, change }
}

/** Which tag each platform of an index would get; writes nothing. @throws as prepareSplit */
export async function planSplit(input: SplitInput, context: RequestContext): Promise<SplitPlan> {
  const { reference, digest, tags, problems } = await prepareSplit(input, context)
  return { reference: formatReference(reference), digest, tags: tags.map(describeTag), problems }
}

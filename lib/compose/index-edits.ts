import { z } from 'zod'
import { isAttestationEntry } from '@/lib/oci/image-index'
import { type Candidate, type DraftEntry, joinEntries } from './candidate'
import { type Problem, problem } from './problem'

const maxEdits = 1000

/** What a person changes in an index beyond choosing its sources; entries are named by digest. */
export const indexEditsSchema = z
  .object({
    remove: z.array(z.string()).max(maxEdits).optional().meta({
      description: 'entries that go; the attestations of an image leave with it',
    }),
    platforms: z.record(z.string(), z.string()).optional().meta({ description: 'the platform to write, by digest' }),
    annotations: z
      .record(z.string(), z.record(z.string(), z.string()))
      .optional()
      .meta({ description: 'all annotations of an entry, by its digest; OCI only' }),
    order: z.array(z.string()).max(maxEdits).optional().meta({
      description: 'images in this order; those that are not named follow',
    }),
    artifactType: z.string().optional().meta({ description: 'of the index; an empty text removes it; OCI only' }),
    unannotate: z.array(z.string()).max(maxEdits).optional().meta({
      description: 'names of annotations that the edited index has and that go',
    }),
    reasons: z.record(z.string(), z.string()).optional().meta({
      description: 'why a platform is set against what the image says, by digest or by source',
    }),
  })
  .meta({ id: 'IndexEdits' })
export type IndexEdits = z.infer<typeof indexEditsSchema>

/** Source: RFC 6838, "Naming Requirements"; image-spec, image-index.md, "artifactType". */
const mediaTypeName = /^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}\/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}$/

type Annotations = Record<string, string>

/** What an index is made of, before and after the edits. */
interface Parts {
  candidates: Candidate[]
  others: Descriptor[]
}

/** Equal for the same annotations, whatever their order. */
const annotationsText = (annotations: Annotations | null | undefined) =>
  JSON.stringify(Object.entries(annotations ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)))

type Descriptor = DraftEntry['descriptor']

function annotated(descriptor: Descriptor, annotations: Annotations | undefined): Descriptor {
  if (annotations === undefined || annotationsText(annotations) === annotationsText(descriptor.annotations))
    return descriptor
  const { annotations: _before, ...rest } = descriptor
  return Object.keys(annotations).length === 0 ? rest : { ...rest, annotations }
}

const own = <Value>(record: Record<string, Value> | undefined, name: string): Value | undefined =>
  record && Object.hasOwn(record, name) ? record[name] : undefined

/** What was set for an entry, and why. */
export function editOf(edits: IndexEdits, { digest, source }: { digest: string; source: string }) {
  const reason = (own(edits.reasons, digest) ?? own(edits.reasons, source))?.trim()
  return { platform: own(edits.platforms, digest), ...(reason ? { reason } : {}) }
}

function inOrder(candidates: Candidate[], order: string[]): Candidate[] {
  const places = new Map(order.map((digest, place) => [digest, place]))
  const placeOf = ({ descriptor }: Candidate) => places.get(descriptor.digest) ?? order.length
  return candidates.toSorted((a, b) => placeOf(a) - placeOf(b))
}

/** The images and other entries as edited: without the removed ones, in the order set, with the annotations set. */
export function applyEdits({ candidates, others }: Parts, edits: IndexEdits): Parts {
  const removed = new Set(edits.remove)
  const stays = ({ digest }: Descriptor) => !removed.has(digest)
  const edit = (descriptor: Descriptor) =>
    isAttestationEntry(descriptor) ? descriptor : annotated(descriptor, own(edits.annotations, descriptor.digest))
  const kept = candidates.filter(({ descriptor }) => stays(descriptor))
  return {
    candidates: inOrder(kept, edits.order ?? []).map((candidate) => ({
      ...candidate,
      descriptor: edit(candidate.descriptor),
      attestations: candidate.attestations.filter(stays),
      problems: candidate.problems.filter(({ digest }) => digest === undefined || !removed.has(digest)),
    })),
    others: others.filter(stays).map(edit),
  }
}

/** What is wrong with the edits themselves; one for an entry that is not there any more does nothing, and that is said. */
export function checkEdits(edits: IndexEdits, { candidates, others }: Parts): Problem[] {
  const attestations = joinEntries(...candidates.map((candidate) => candidate.attestations))
  const entries = [...candidates.map(({ descriptor }) => descriptor), ...attestations, ...others]
  const known = new Set<string>(entries.map(({ digest }) => digest))
  const unmatched = (digests: string[], what: string) =>
    digests
      .filter((digest) => !known.has(digest))
      .map((digest) =>
        problem(
          'EDIT_UNMATCHED',
          `You ${what} the entry ${digest.slice(0, 19)}…, which none of the sources has any more, so nothing becomes of it. Look at the entries again.`,
          { digest },
        ),
      )
  const { artifactType } = edits
  const isOddType = artifactType !== undefined && artifactType !== '' && !mediaTypeName.test(artifactType)
  return [
    ...unmatched(edits.remove ?? [], 'removed'),
    ...unmatched(Object.keys(edits.platforms ?? {}), 'set the platform of'),
    ...unmatched(Object.keys(edits.annotations ?? {}), 'annotated'),
    ...(isOddType
      ? [
          problem(
            'ARTIFACT_TYPE_INVALID',
            `“${artifactType.slice(0, 140)}” is no artifact type. Write it as a media type, for example application/vnd.example.set.`,
          ),
        ]
      : []),
  ]
}

import type { Descriptor } from '@/lib/oci/descriptor'
import { type Digest, shortDigest } from '@/lib/oci/digest'
import { formatReference, formatRepository, type Reference, type Repository } from '@/lib/oci/reference'
import { type Problem, problem } from './problem'
import type { Source, SourceContent } from './source'

/** Content that the target's repository must have before the index can name it. */
export interface PlannedCopy {
  digest: Digest
  bytes: number
  /** The repository it comes from. */
  from: string
  /** `mount`: within one registry, which moves no bytes; `copy`: through us. */
  how: 'mount' | 'copy'
  kind: 'blob' | 'manifest'
}

interface Wanted {
  digest: Digest
  source: string
}

const foreignLayer = /foreign|nondistributable/

/** Every document behind a source, by digest. */
function documentsOf(content: SourceContent, found = new Map<Digest, SourceContent>()): Map<Digest, SourceContent> {
  if (!('digest' in content) || found.has(content.digest)) return found
  found.set(content.digest, content)
  if (content.kind === 'index') for (const child of content.children.values()) documentsOf(child, found)
  return found
}

function blobsOf(content: SourceContent): Descriptor[] {
  if (content.kind === 'image') return [content.manifest.config, ...content.manifest.layers]
  if (content.kind === 'artifact') return content.blobs
  return []
}

function copiesOf(
  document: SourceContent & { digest: Digest; size: number },
  from: Repository,
  isSameRegistry: boolean,
): PlannedCopy[] {
  const place = formatRepository(from)
  const how = isSameRegistry ? 'mount' : 'copy'
  const blobs = blobsOf(document).filter(({ mediaType }) => !foreignLayer.test(mediaType))
  return [
    ...blobs.map(({ digest, size }) => ({ digest, bytes: size, from: place, how, kind: 'blob' }) as const),
    { digest: document.digest, bytes: document.size, from: place, how: 'copy', kind: 'manifest' },
  ]
}

function tellUnread({ digest, source }: Wanted): Problem {
  const message = `${shortDigest(digest)} of ${source} has to be copied to the target’s repository, but could not be read. Try again, or leave it out.`
  return problem('COPY_IMPOSSIBLE', message, { source, digest })
}

function tellForeign({ digest, source }: Wanted, document: SourceContent): Problem[] {
  const foreign = blobsOf(document).filter(({ mediaType }) => foreignLayer.test(mediaType))
  if (foreign.length === 0) return []
  const message = `${foreign.length} layers of ${source} may not be redistributed and are not copied; clients fetch them from where their publisher keeps them.`
  return [problem('LAYER_NOT_COPIED', message, { source, digest })]
}

/**
 * What the entries need that is in another repository than the target: blobs before the manifest that names them, each once.
 * Source: distribution-spec v1.1, "Mounting a blob from another repository".
 */
export function planCopies(
  entries: readonly Wanted[],
  { sources, target }: { sources: readonly Source[]; target: Reference },
): { copies: PlannedCopy[]; problems: Problem[] } {
  const elsewhere = new Map(
    sources
      .filter(({ reference }) => formatRepository(reference) !== formatRepository(target))
      .map((source) => [formatReference(source.reference), { ...source, documents: documentsOf(source.content) }]),
  )
  const copies = new Map<Digest, PlannedCopy>()
  const problems: Problem[] = []
  for (const entry of entries) {
    const source = elsewhere.get(entry.source)
    if (!source) continue
    const document = source.documents.get(entry.digest)
    if (!document || !('size' in document)) {
      problems.push(tellUnread(entry))
      continue
    }
    problems.push(...tellForeign(entry, document))
    const isSameRegistry = source.reference.registry === target.registry
    for (const copy of copiesOf(document, source.reference, isSameRegistry))
      if (!copies.has(copy.digest)) copies.set(copy.digest, copy)
  }
  return { copies: [...copies.values()], problems }
}

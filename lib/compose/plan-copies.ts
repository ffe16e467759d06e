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
  /** `present`: the target's repository has it; `mount`: within one registry, which moves no bytes; `copy`: through us. */
  how: 'present' | 'mount' | 'copy'
  /** A referrer comes last, when what it refers to is there. */
  kind: 'blob' | 'manifest' | 'referrer'
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
  { isSameRegistry, kind }: { isSameRegistry: boolean; kind: 'manifest' | 'referrer' },
): PlannedCopy[] {
  const place = formatRepository(from)
  const how = isSameRegistry ? 'mount' : 'copy'
  const blobs = blobsOf(document).filter(({ mediaType }) => !foreignLayer.test(mediaType))
  return [
    ...blobs.map(({ digest, size }) => ({ digest, bytes: size, from: place, how, kind: 'blob' }) as const),
    { digest: document.digest, bytes: document.size, from: place, how: 'copy', kind },
  ]
}

const hasSize = (content: SourceContent): content is SourceContent & { digest: Digest; size: number } =>
  'size' in content

const digestOf = (content: SourceContent) => ('digest' in content ? content.digest : undefined)

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
    if (!document || !hasSize(document)) {
      problems.push(tellUnread(entry))
      continue
    }
    problems.push(...tellForeign(entry, document))
    const isSameRegistry = source.reference.registry === target.registry
    const wanted = copiesOf(document, source.reference, { isSameRegistry, kind: 'manifest' })
    for (const { digest, content } of entry.digest === digestOf(source.content) ? (source.referrers ?? []) : []) {
      if (hasSize(content)) wanted.push(...copiesOf(content, source.reference, { isSameRegistry, kind: 'referrer' }))
      else problems.push(tellUnread({ digest, source: entry.source }))
    }
    for (const copy of wanted) if (!copies.has(copy.digest)) copies.set(copy.digest, copy)
  }
  return { copies: [...copies.values()], problems }
}

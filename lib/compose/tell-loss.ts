import { shortDigest } from '@/lib/oci/digest'
import { findJsonLoss } from '@/lib/oci/lossless-json'
import { formatReference } from '@/lib/oci/reference'
import type { PlanRequest } from './plan-request'
import { type Problem, problem } from './problem'
import type { ReadIndex } from './source'

/** A thousand platforms need as much. Looking through more would keep everybody else waiting. */
const maxEditedBytes = 262_144

function lossOf({ bytes, size }: ReadIndex): string | undefined {
  if (size > maxEditedBytes)
    return `it is larger than ${maxEditedBytes / 1024} KiB, which is as much as is looked through`
  return findJsonLoss(new TextDecoder().decode(bytes))
}

/** Fields that nobody knows are kept as they are; an index where that is not possible must not be written anew. */
export function tellLoss({ target, sources, current, keep }: PlanRequest): Problem[] {
  const read = [
    ...sources.map(({ reference, content }) => ({ name: formatReference(reference), content })),
    ...(keep && current ? [{ name: formatReference(target), content: current.content }] : []),
  ]
  const indexes = new Map<string, { name: string; content: ReadIndex }>()
  for (const { name, content } of read)
    if (content.kind === 'index' && !indexes.has(content.digest)) indexes.set(content.digest, { name, content })
  return [...indexes.values()].flatMap(({ name, content }) => {
    const loss = lossOf(content)
    if (loss === undefined) return []
    return [
      problem(
        'INDEX_NOT_LOSSLESS',
        `The index ${name} (${shortDigest(content.digest)}) cannot be edited without changing its meaning: ${loss}. Compose it anew from its images, or push it as it is.`,
        { source: name, digest: content.digest },
      ),
    ]
  })
}

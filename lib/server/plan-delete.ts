import 'server-only'
import type { z } from 'zod'
import {
  type DeleteImpact,
  type DeleteProblem,
  type DeleteProblemCode,
  deleteImpact,
  deleteProblemLevels,
} from '@/lib/compose/delete-impact'
import type { DeletePlan, planDeleteEndpoint } from '@/lib/contract/delete'
import { formatReference, type Reference } from '@/lib/oci/reference'
import type { RegistryError } from '@/lib/registry/errors'
import { refusalToDelete } from '@/lib/registry/manifests'
import type { RequestContext } from './request-context'
import { parseTagReference } from './restore-tag'
import { readTagContent, scanTags, type TagScan } from './scan-tags'

const doubt = (code: DeleteProblemCode, message: string): DeleteProblem => ({
  level: deleteProblemLevels[code],
  code,
  message,
})

const maxNamed = 10

/** `a, b and c`, and how many more there are. */
export function nameTags(tags: readonly string[]): string {
  const named = tags.slice(0, maxNamed)
  const more = tags.length - named.length
  return more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ')
}

function problemsOf(refusal: RegistryError | undefined, impact: DeleteImpact, scan: TagScan): DeleteProblem[] {
  const { sharedTags, heldBy, unreachable } = impact
  const problems: DeleteProblem[] = []
  if (refusal) problems.push(doubt('REGISTRY_KEEPS_TAGS', refusal.message))
  if (sharedTags.length > 0)
    problems.push(doubt('DIGEST_SHARED', `The same digest has other tags, which keep it: ${nameTags(sharedTags)}.`))
  if (heldBy.length > 0)
    problems.push(
      doubt(
        'DIGEST_HELD',
        `An index contains it, tagged ${nameTags(heldBy)}: the tag can go, what it names must stay.`,
      ),
    )
  if (unreachable.length > 0)
    problems.push(
      doubt(
        'LAST_NAME',
        `No other tag leads to ${unreachable.length === 1 ? 'what it names' : `${unreachable.length} of the manifests behind it`}: the registry may remove that for good, and then not even the history can put the tag back whole.`,
      ),
    )
  if (scan.unread.length > 0 || !scan.isComplete)
    problems.push(
      doubt(
        'TAGS_NOT_ALL_READ',
        `${scan.unread.length > 0 ? `${scan.unread.length} tags of the repository` : 'Some tags of the repository'} could not be read; they may lead to the same images.`,
      ),
    )
  return problems
}

/** What deleting a tag changes, and whether every other tag was seen. @throws {InvalidManifestError | RegistryError} */
export async function readImpact(
  target: Reference & { tag: string },
  context: RequestContext,
): Promise<{ digest: string; impact: DeleteImpact; scan: TagScan }> {
  const [deleted, scan] = await Promise.all([readTagContent(target, context), scanTags(target, context)])
  return { digest: deleted.digest, impact: deleteImpact(deleted, scan.tags), scan }
}

/** What deleting a tag would take away; deletes nothing. @throws {InvalidReferenceError | InvalidManifestError | RegistryError} */
export async function planDelete(
  { reference }: z.output<typeof planDeleteEndpoint.input>,
  context: RequestContext,
): Promise<DeletePlan> {
  const target = parseTagReference(reference)
  const { digest, impact, scan } = await readImpact(target, context)
  // where only tags cannot be deleted, the digest may be
  const refusal = refusalToDelete(context.access.client(target.registry), digest)
  const problems = problemsOf(refusal, impact, scan)
  const canDelete = problems.every(({ level }) => level !== 'error')
  return { reference: formatReference(target), digest, canDelete, ...impact, problems }
}

import type { PlannedEntry } from '@/lib/compose/plan'
import { ApiFailure } from '@/lib/contract/error'
import { shortDigest } from '@/lib/oci/digest'
import { formatReference, type Reference } from '@/lib/oci/reference'
import { RegistryError } from '@/lib/registry/errors'

/** Registries put the digests that they miss into the error's detail, each in its own way. */
function digestsIn(detail: unknown): string[] {
  const found = JSON.stringify(detail ?? '').match(/sha(?:256:[0-9a-f]{64}|512:[0-9a-f]{128})/g)
  return [...new Set(found)]
}

const nameOf = ({ digest, platform, source, attests }: PlannedEntry) =>
  attests
    ? `an attestation of ${shortDigest(attests)} (from ${source})`
    : `${platform} (${shortDigest(digest)}, from ${source})`

/** A registry that refuses an index because images of it are gone: in the words of the plan, and which they are as `detail`. */
export function explainMissing(
  error: unknown,
  { entries, target }: { entries: readonly PlannedEntry[]; target: Reference },
): unknown {
  if (!(error instanceof RegistryError) || !error.codes.includes('MANIFEST_BLOB_UNKNOWN')) return error
  const missing = digestsIn(error.detail)
  const known = entries.filter(({ digest }) => missing.includes(digest)).map(nameOf)
  const what = known.length > 0 ? known.join(' and ') : 'something that this index names'
  const message = `${target.registry} no longer has ${what}: it was deleted since the plan was made. ${formatReference(target)} was not written; push that image again, or leave it out.`
  return new ApiFailure({ code: 'UNPROCESSABLE', message, detail: { missing } }, { cause: error })
}

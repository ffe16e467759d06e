import type { PushInput } from '@/lib/contract/compose'
import { parseReference } from '@/lib/oci/reference'
import type { PushDone } from './use-push'

/**
 * The same push for what failed alone. The target comes along in any case, since it names the repository; where it was
 * written it is expected to be as it was left.
 */
export function retryInput(input: PushInput, { reference, digest, tags, failed = [] }: PushDone): PushInput {
  const targetTag = parseReference(reference).tag ?? 'latest'
  const names = failed.map(({ tag }) => tag)
  const isTargetWritten = tags.includes(targetTag) && !names.includes(targetTag)
  return {
    ...input,
    tags: names.filter((tag) => tag !== targetTag),
    expected: isTargetWritten ? digest : input.expected,
  }
}

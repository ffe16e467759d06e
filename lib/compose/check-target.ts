import { shortDigest } from '@/lib/oci/digest'
import { formatReference, isTag, type Reference } from '@/lib/oci/reference'
import type { PlatformChange } from './index-diff'
import { type Problem, problem } from './problem'

/** 4 MiB. Source: distribution-spec v1.1, "Pushing Manifests": registries take at least 4 MB, and many no more. */
const maxIndexBytes = 4 * 1024 * 1024

/** What is wrong with the names to push to. */
export function checkNames({ target, tags }: { target: Reference; tags: string[] }): Problem[] {
  const byDigest =
    target.digest === undefined
      ? []
      : [
          problem(
            'TARGET_IS_DIGEST',
            `The target ${formatReference(target)} is a digest, and nobody can choose the digest of what is pushed. Give the target a tag instead.`,
          ),
        ]
  const invalid = tags.filter((tag) => !isTag(tag))
  return [
    ...byDigest,
    ...invalid.map((tag) =>
      problem(
        'TAG_INVALID',
        `“${tag.slice(0, 140)}” is no valid tag; use up to 128 letters, digits, “.”, “_” and “-”, not starting with “.” or “-”.`,
        { tag },
      ),
    ),
  ]
}

export interface Move {
  target: Reference
  before: string | undefined
  after: string
  changes: PlatformChange[]
}

/** What pushing does to the target's tag: nothing, or which image and which platforms it loses. */
export function describeMove({ target, before, after, changes }: Move): Problem[] {
  const name = formatReference(target)
  if (before === undefined) return []
  if (before === after)
    return [
      problem('TARGET_UNCHANGED', `${name} already names exactly this index; there is nothing to push.`, {
        digest: after,
      }),
    ]
  const lost = changes.filter(({ change }) => change === 'removed')
  return [
    problem(
      'TAG_OVERWRITTEN',
      `${name} names ${shortDigest(before)} today and will name ${shortDigest(after)}. Note the old digest if somebody may need it.`,
      { digest: before },
    ),
    ...lost.map(({ platform, before: digest }) =>
      problem(
        'PLATFORM_LOST',
        `${name} has ${platform} today (${shortDigest(digest ?? '')}) and would lose it. Add an image for it, or keep today’s platforms.`,
        { platform, ...(digest !== undefined ? { digest } : {}) },
      ),
    ),
  ]
}

export function checkSize(sizeBytes: number): Problem[] {
  if (sizeBytes <= maxIndexBytes) return []
  return [
    problem(
      'INDEX_TOO_LARGE',
      `The index is ${sizeBytes} bytes long; registries take at most ${maxIndexBytes} (4 MiB). Choose fewer images, or shorten the annotations.`,
    ),
  ]
}

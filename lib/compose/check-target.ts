import { shortDigest } from '@/lib/oci/digest'
import { formatReference, isLongForClients, isTag, type Reference } from '@/lib/oci/reference'
import type { PlatformChange } from './index-diff'
import type { PlanRequest } from './plan-request'
import { type Problem, problem } from './problem'

/** 4 MiB. Source: distribution-spec v1.1, "Pushing Manifests": registries take at least 4 MB, and many no more. */
const maxIndexBytes = 4 * 1024 * 1024

/** What is wrong with the names to push to. */
export function checkNames({ target, tags, backup }: Pick<PlanRequest, 'target' | 'tags' | 'backup'>): Problem[] {
  const byDigest =
    target.digest === undefined
      ? []
      : [
          problem(
            'TARGET_IS_DIGEST',
            `The target ${formatReference(target)} is a digest, and nobody can choose the digest of what is pushed. Give the target a tag instead.`,
          ),
        ]
  const long = isLongForClients(target)
    ? [
        problem(
          'TARGET_NAME_LONG',
          'The registry and the repository of the target are longer than 255 characters together, which many clients refuse to pull. Choose a shorter name.',
        ),
      ]
    : []
  const names = backup === undefined ? tags : [...tags, backup]
  const invalid = names.filter((tag) => !isTag(tag))
  return [
    ...byDigest,
    ...long,
    ...invalid.map((tag) =>
      problem(
        'TAG_INVALID',
        `“${tag.slice(0, 140)}” is no valid tag; use up to 128 letters, digits, “.”, “_” and “-”, not starting with “.” or “-”.`,
        { tag },
      ),
    ),
    ...(backup !== undefined && [target.tag, ...tags].includes(backup) ? [tellSameName(backup)] : []),
  ]
}

function tellSameName(tag: string): Problem {
  return problem('TAG_INVALID', `The tag ${tag} cannot keep the old image and name the new one; choose one of both.`, {
    tag,
  })
}

export interface Move {
  target: Reference
  /** The tag that keeps what the target names today. */
  backup?: string | undefined
  before: string | undefined
  after: string
  changes: PlatformChange[]
}

/** What pushing does to the target's tag: nothing, or which image and which platforms it loses. */
export function describeMove({ target, backup, before, after, changes }: Move): Problem[] {
  const name = formatReference(target)
  if (before === undefined) return []
  if (before === after)
    return [
      problem('TARGET_UNCHANGED', `${name} already names exactly this index; there is nothing to push.`, {
        digest: after,
      }),
    ]
  const lost = changes.filter(({ change }) => change === 'removed')
  const advice =
    backup === undefined
      ? 'Keep the old one under another tag if somebody may need it.'
      : `The old one stays as ${backup}.`
  return [
    ...lost.map(({ platform, before: digest }) =>
      problem(
        'PLATFORM_LOST',
        `${name} has ${platform} today (${shortDigest(digest ?? '')}) and would lose it. Add an image for it, or keep today’s platforms.`,
        { platform, ...(digest !== undefined ? { digest } : {}) },
      ),
    ),
    problem(
      'TAG_OVERWRITTEN',
      `${name} names ${shortDigest(before)} today and will name ${shortDigest(after)}. ${advice}`,
      { digest: before },
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

import 'server-only'
import { ApiFailure } from '@/lib/contract/error'
import type { SplitEvent, SplitPushInput } from '@/lib/contract/split'
import { shortDigest } from '@/lib/oci/digest'
import { formatReference, formatRepository, isTag, parseReference } from '@/lib/oci/reference'
import { type PreparedSplit, type PreparedTag, prepareSplit } from './plan-split'
import { type RequestContext, readAfresh } from './request-context'
import { lockTags, type TagLock } from './tag-lock'
import { toApiError } from './to-api-error'
import { nameDigest, writeTag } from './write-tag'

function refuse(message: string, detail?: unknown): never {
  throw new ApiFailure({ code: 'PLAN_CHANGED', message: `${message} Nothing was written; plan again.`, detail })
}

function checkSamePlan(split: PreparedSplit, { digest, expected }: SplitPushInput): void {
  const fault = split.problems.find(({ level }) => level === 'error')
  if (fault) refuse(`This cannot be split: ${fault.message}`, { problems: split.problems })
  if (digest !== undefined && digest !== split.digest)
    refuse(
      `${formatReference(split.reference)} has moved since the plan was made: it names ${shortDigest(split.digest)} now.`,
    )
  const [planned, confirmed] = [split.tags.map(({ tag }) => tag), Object.keys(expected)]
  const differing = [...new Set([...planned, ...confirmed])].filter(
    (tag) => !planned.includes(tag) || !confirmed.includes(tag),
  )
  if (differing.length > 0)
    refuse(`The tags are not those of the plan any more (${differing.join(', ')}).`, { planned, confirmed })
}

/** All or nothing at this point: no tag is written while one of them is elsewhere than the person saw it. */
function checkUnmoved(split: PreparedSplit, expected: SplitPushInput['expected']): void {
  const moved = split.tags.filter(({ tag, digest, current }) => current !== expected[tag] && current !== digest)
  const [first] = moved
  if (!first) return
  const others = moved.length > 1 ? ` (and ${moved.length - 1} more)` : ''
  throw new ApiFailure({
    code: 'CONFLICT',
    message: `The tag ${first.tag}${others} has moved since the plan was made: it named ${nameDigest(expected[first.tag])} and names ${nameDigest(first.current)} now. Nothing was written; plan again to see the difference.`,
    detail: { moved: moved.map(({ tag, current }) => ({ tag, expected: expected[tag], current })) },
  })
}

interface Writing {
  split: PreparedSplit
  lock: TagLock
}

async function writeOne(
  { tag, digest, mediaType, bytes, current }: PreparedTag,
  { split, lock }: Writing,
  context: RequestContext,
): Promise<SplitEvent & { event: 'tag' }> {
  const result = { event: 'tag', tag, digest, previous: current } as const
  if (current === digest) return { ...result, state: 'same' }
  const { registry, repository } = split.reference
  try {
    if (!bytes) throw new ApiFailure({ code: 'UNPROCESSABLE', message: `The image for ${tag} could not be read.` })
    const target = { registry, repository, tag }
    await writeTag({ action: 'split', target, bytes, mediaType, digest, from: current, lock }, context)
    return { ...result, state: 'done' }
  } catch (error) {
    if (context.signal?.aborted) throw error
    return { ...result, state: 'failed', error: toApiError(error) }
  }
}

async function* writeAll(writing: Writing, context: RequestContext): AsyncGenerator<SplitEvent> {
  const { tags, reference } = writing.split
  const results: (SplitEvent & { event: 'tag' })[] = []
  for (const [position, prepared] of tags.entries()) {
    const detail = `${formatRepository(reference)}:${prepared.tag}`
    yield { event: 'progress', step: 'push', done: position, total: tags.length, detail }
    const result = await writeOne(prepared, writing, context)
    results.push(result)
    yield result
  }
  const tagsOf = (isFailed: boolean) =>
    results.filter(({ state }) => (state === 'failed') === isFailed).map(({ tag }) => tag)
  yield { event: 'done', reference: formatReference(reference), tags: tagsOf(false), failed: tagsOf(true) }
}

/**
 * Gives each platform its tag. Whatever has moved since the plan stops it before the first write; after that each tag is
 * written and read back by itself. @throws {ApiFailure} PLAN_CHANGED, CONFLICT; {RegistryError | InvalidManifestError}
 */
export async function* pushSplit(input: SplitPushInput, context: RequestContext): AsyncGenerator<SplitEvent> {
  const { registry, repository } = parseReference(input.reference)
  const targets = Object.keys(input.expected).filter(isTag)
  const lock = await lockTags(
    targets.map((tag) => ({ registry, repository, tag })),
    context,
  )
  try {
    const fresh = readAfresh(context)
    const split = await prepareSplit(input, fresh)
    checkSamePlan(split, input)
    checkUnmoved(split, input.expected)
    yield* writeAll({ split, lock }, fresh)
  } finally {
    await lock.release()
  }
}

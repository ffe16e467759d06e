import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import type { PushEvent, PushInput } from '@/lib/contract/compose'
import { ApiFailure } from '@/lib/contract/error'
import { type Digest, isDigest, shortDigest } from '@/lib/oci/digest'
import { formatReference, parseReference, type Reference } from '@/lib/oci/reference'
import { RegistryError } from '@/lib/registry/errors'
import { getManifest, headManifest, putManifest } from '@/lib/registry/manifests'
import { copyContent } from './copy-content'
import { type PreparedPlan, preparePlan } from './plan-compose'
import type { RequestContext } from './request-context'
import { lockTag } from './tag-lock'

/** GHCR and Docker Hub may answer “not found” for a moment after a push. */
const verifyDelaysMs = [0, 500, 1500, 3000, 5000]

const short = (digest: string | null | undefined) => (digest ? shortDigest(digest) : 'nothing')

function movedFailure(
  target: Reference,
  { expected, now }: { expected: string | null; now: string | null },
): ApiFailure {
  return new ApiFailure({
    code: 'CONFLICT',
    message: `${formatReference(target)} has moved since the plan was made: it named ${short(expected)} and names ${short(now)} now. The tag was not written; plan again to see the difference.`,
    detail: { expected, current: now },
  })
}

/** The plan must be the one that was confirmed, and the tag where it was then; otherwise nothing is written. */
function checkUnchanged({ plan, target }: PreparedPlan, { digest, expected }: PushInput): void {
  const now = plan.current?.digest ?? null
  if (now !== expected && now !== plan.index.digest) throw movedFailure(target, { expected, now })
  const fault = plan.problems.find(({ level }) => level === 'error')
  if (fault)
    throw new ApiFailure({
      code: 'PLAN_CHANGED',
      message: `This cannot be pushed: ${fault.message} Nothing was written.`,
      detail: { problems: plan.problems },
    })
  if (plan.index.digest !== digest)
    throw new ApiFailure({
      code: 'PLAN_CHANGED',
      message: `A source has changed since the plan was made, so the index would be another one (${short(plan.index.digest)} instead of ${short(digest)}). Nothing was written; plan again.`,
      detail: { planned: digest, now: plan.index.digest },
    })
}

async function digestAt(target: Reference, context: RequestContext): Promise<Digest | undefined> {
  const { registry, repository, tag } = target
  const client = context.access.client(registry)
  return (await headManifest(client, { repository, name: tag ?? 'latest', signal: context.signal }))?.digest
}

/** Writes one tag. When the connection is lost after the bytes were sent, the tag itself says what happened. */
async function putTag(
  target: Reference & { tag: string },
  { plan, current }: { plan: PreparedPlan['plan']; current: string | null },
  context: RequestContext,
): Promise<void> {
  const { registry, repository, tag } = target
  const { bytes, mediaType, digest } = plan.index
  const ifMatch = current === null ? null : isDigest(current) ? current : undefined
  try {
    const client = context.access.client(registry)
    await putManifest(client, { repository, name: tag, bytes, mediaType, ifMatch, signal: context.signal })
  } catch (error) {
    const isUnknown = error instanceof RegistryError && ['unreachable', 'timeout', 'unavailable'].includes(error.kind)
    if (!isUnknown || (await digestAt(target, context)) !== digest) throw error
  }
}

async function readBack(target: Reference & { tag: string }, context: RequestContext): Promise<Digest | undefined> {
  const { registry, repository, tag } = target
  try {
    const client = context.access.client(registry)
    const answer = await getManifest(client, { repository, name: tag, signal: context.signal })
    context.access.manifests.keep(target, answer)
    return answer.digest
  } catch (error) {
    if (error instanceof RegistryError && error.kind === 'not-found') return undefined
    throw error
  }
}

/** Reads the tag until it names what was pushed; another digest than ours or the old one means that somebody else pushed. */
async function verify(
  target: Reference & { tag: string },
  { digest, previous }: { digest: string; previous: string | null },
  context: RequestContext,
): Promise<void> {
  let found: Digest | undefined
  for (const delayMs of verifyDelaysMs) {
    if (delayMs > 0) await sleep(delayMs, undefined, { signal: context.signal })
    found = await readBack(target, context)
    if (found === digest) return
    if (found !== undefined && found !== previous) break
  }
  throw new ApiFailure({
    code: 'CONFLICT',
    message: `${formatReference(target)} was written, but names ${short(found)} now instead of ${short(digest)}: somebody else pushed at the same time. Look at it before you push again.`,
    detail: { pushed: digest, current: found ?? null },
  })
}

/** The more a tag says, the earlier it moves; `latest` moves last, when all the others are in place. */
function orderTags(tags: PreparedPlan['tags']): PreparedPlan['tags'] {
  const weight = (tag: string) => (tag === 'latest' ? Number.POSITIVE_INFINITY : -tag.split(/[.-]/).length)
  return tags.toSorted((a, b) => weight(a.tag) - weight(b.tag))
}

/** Copying takes its time; the tag may have moved meanwhile. */
async function checkTargetAgain({ plan, target }: PreparedPlan, context: RequestContext): Promise<void> {
  const now = (await digestAt(target, context)) ?? null
  const before = plan.current?.digest ?? null
  if (now !== before && now !== plan.index.digest) throw movedFailure(target, { expected: before, now })
}

async function* pushPrepared(prepared: PreparedPlan, context: RequestContext): AsyncGenerator<PushEvent> {
  const { plan, target } = prepared
  const { digest, size } = plan.index
  const previous = plan.current?.digest ?? null
  const targets = [{ tag: target.tag ?? 'latest', digest: previous ?? undefined }, ...orderTags(prepared.tags)]
  const total = size * targets.length
  for (const [position, { tag, digest: now }] of targets.entries()) {
    const reference = { ...target, tag }
    const step = { event: 'progress', total, detail: formatReference(reference) } as const
    yield { ...step, step: 'push', done: size * position }
    if (now !== digest) await putTag(reference, { plan, current: now ?? null }, context)
    yield { ...step, step: 'verify', done: size * (position + 1) }
    if (now !== digest) await verify(reference, { digest, previous: now ?? null }, context)
  }
  const tags = targets.map(({ tag }) => tag)
  yield { event: 'done', reference: formatReference(target), digest, previous, tags }
}

/**
 * Pushes exactly what was planned. Looks at sources and target again in one round, writes, reads back; whatever has moved
 * since the plan stops it before the first write. @throws {ApiFailure} PLAN_CHANGED, CONFLICT; {RegistryError}
 */
export async function* pushIndex(input: PushInput, context: RequestContext): AsyncGenerator<PushEvent> {
  const release = await lockTag(parseReference(input.target))
  try {
    const prepared = await preparePlan(input, context)
    checkUnchanged(prepared, input)
    yield* copyContent(prepared.plan.copies, { target: prepared.target, context })
    if (prepared.plan.copies.length > 0) await checkTargetAgain(prepared, context)
    yield* pushPrepared(prepared, context)
  } finally {
    release()
  }
}

import 'server-only'
import type { FailedTag, PushEvent, PushInput } from '@/lib/contract/compose'
import { ApiFailure } from '@/lib/contract/error'
import type { JournalEntry } from '@/lib/contract/history'
import { formatReference, parseReference, type Reference } from '@/lib/oci/reference'
import { copyContent } from './copy-content'
import { explainMissing } from './explain-missing'
import { type PreparedPlan, preparePlan } from './plan-compose'
import { type RequestContext, readAfresh } from './request-context'
import { digestAt, noteWrite } from './settle-write'
import { lockTags, type TagLock } from './tag-lock'
import { toApiError } from './to-api-error'
import { movedFailure, nameDigest, readOld, writeTag } from './write-tag'

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
      message: `A source has changed since the plan was made, so the index would be another one (${nameDigest(plan.index.digest)} instead of ${nameDigest(digest)}). Nothing was written; plan again.`,
      detail: { planned: digest, now: plan.index.digest },
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

/** Noted before the first blob moves, so that a server that ends meanwhile leaves word of what it was at. */
async function notePush({ plan, target }: PreparedPlan, context: RequestContext): Promise<JournalEntry | undefined> {
  const from = plan.current?.digest ?? null
  const { digest } = plan.index
  if (from === digest) return undefined
  const old = await readOld(target, from, context)
  const tagged = { ...target, tag: target.tag ?? 'latest' }
  return noteWrite({ action: 'push', target: tagged, from, to: digest, old }, context)
}

/** Brings along what the target's repository lacks. Returns the journal's entry of the push, where there was anything to bring. */
async function* copyFirst(
  prepared: PreparedPlan,
  context: RequestContext,
): AsyncGenerator<PushEvent, JournalEntry | undefined> {
  const { plan, target } = prepared
  const copies = plan.copies.filter(({ how }) => how !== 'present')
  if (copies.length === 0) return undefined
  const noted = await notePush(prepared, context)
  let ending: string | undefined = 'It was stopped while images were copied. The tag was not written.'
  try {
    yield* copyContent(copies, { target, context })
    await checkTargetAgain(prepared, context)
    ending = undefined
    return noted
  } catch (error) {
    if (!context.signal?.aborted) ending = `${toApiError(error).message} The tag was not written.`
    throw error
  } finally {
    if (noted && ending !== undefined) await context.journal.settle(noted, { state: 'failed', message: ending })
  }
}

/** What the target names today gets its other tag before it loses this one; where that fails, nothing is overwritten. */
async function keepOld({ prepared, lock }: Omit<Pushing, 'noted'>, context: RequestContext): Promise<void> {
  const { plan, target, backup } = prepared
  const before = plan.current?.digest
  if (backup === undefined || before === undefined || before === plan.index.digest) return
  const old = await readOld(target, before, context)
  if (!old) {
    const message = `${formatReference(target)} could not be kept as ${backup.tag}, because its registry no longer has it. Nothing was overwritten; push without keeping it.`
    throw new ApiFailure({ code: 'UNPROCESSABLE', message })
  }
  const kept = { ...target, tag: backup.tag }
  await writeTag({ action: 'push', target: kept, ...old, from: backup.digest ?? null, lock }, context)
}

interface Pushing {
  prepared: PreparedPlan
  lock: TagLock
  noted: JournalEntry | undefined
}

/** The target comes first, and without it nothing else is written; a further tag that fails is told and stops no other. */
async function* pushPrepared({ prepared, lock, noted }: Pushing, context: RequestContext): AsyncGenerator<PushEvent> {
  const { plan, target } = prepared
  const { bytes, mediaType, digest, size } = plan.index
  const previous = plan.current?.digest ?? null
  const targets = [{ tag: target.tag ?? 'latest', digest: previous ?? undefined }, ...orderTags(prepared.tags)]
  const total = size * targets.length
  const failed: FailedTag[] = []
  for (const [position, { tag, digest: now }] of targets.entries()) {
    const reference = { ...target, tag }
    const step = { event: 'progress', total, detail: formatReference(reference) } as const
    yield { ...step, step: 'push', done: size * position }
    const index = { target: reference, bytes, mediaType, digest }
    const write = {
      action: 'push',
      ...index,
      from: now ?? null,
      lock,
      noted: position === 0 ? noted : undefined,
    } as const
    try {
      await writeTag(write, context)
    } catch (cause) {
      const error = explainMissing(cause, { entries: plan.entries, target: reference })
      if (position === 0 || context.signal?.aborted) throw error
      failed.push({ tag, error: toApiError(error) })
    }
    yield { ...step, step: 'verify', done: size * (position + 1) }
  }
  const tags = targets.map(({ tag }) => tag).filter((tag) => !failed.some((failure) => failure.tag === tag))
  const done = { event: 'done', reference: formatReference(target), digest, previous, tags } as const
  yield failed.length > 0 ? { ...done, failed } : done
}

function targetsOf({ target, tags, backup }: PushInput): Reference[] {
  const first = parseReference(target)
  const others = backup === undefined ? tags : [...tags, backup]
  return [first, ...others.map((tag) => ({ ...first, tag }))]
}

/**
 * Pushes exactly what was planned. Looks at sources and target again in one round, writes, reads back; whatever has moved
 * since the plan stops it before the first write. @throws {ApiFailure} PLAN_CHANGED, CONFLICT; {RegistryError}
 */
export async function* pushIndex(input: PushInput, context: RequestContext): AsyncGenerator<PushEvent> {
  const lock = await lockTags(targetsOf(input), context)
  try {
    const fresh = readAfresh(context)
    const prepared = await preparePlan(input, fresh)
    checkUnchanged(prepared, input)
    await keepOld({ prepared, lock }, fresh)
    const noted = yield* copyFirst(prepared, fresh)
    try {
      yield* pushPrepared({ prepared, lock, noted }, fresh)
    } finally {
      // who left between the copy and the write
      if (noted && context.journal.isUnderWay(noted))
        await context.journal.settle(noted, { state: 'failed', message: 'It was stopped before the tag was written.' })
    }
  } finally {
    await lock.release()
  }
}

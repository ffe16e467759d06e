import 'server-only'
import type { z } from 'zod'
import type { listTagPlatformsEndpoint, TagFacts, TagLine } from '@/lib/contract/tags'
import { isTag, parseRepository, type Repository } from '@/lib/oci/reference'
import { inspectTag } from './inspect-tag'
import { listTags } from './list-tags'
import { measureImages } from './measure-images'
import { createRequestContext, type RequestContext } from './request-context'
import { toApiError } from './to-api-error'

type Input = z.output<typeof listTagPlatformsEndpoint.input>

interface Listing {
  repository: Repository
  detail: Input['detail']
  hints: ReadonlyMap<string, TagFacts>
  put: (line: TagLine) => void
}

/** An index first shows its platforms; what its images weigh waits until no other tag is without its platforms. */
async function readLines(
  tag: string,
  { repository, detail, hints, put }: Listing,
  context: RequestContext,
): Promise<void> {
  const invalid = `“${tag.slice(0, 140)}” is not a valid tag.`
  if (!isTag(tag)) return put({ tag, error: { code: 'REFERENCE_INVALID', message: invalid } })
  const { access, signal } = context
  const reference = { ...repository, tag }
  const inTurn = <T>(work: () => Promise<T>) => access.lanes.run(repository.registry, signal, work)
  try {
    const hint = hints.get(tag)
    const facts = hint ?? (await inTurn(() => inspectTag(reference, context)))
    put(facts)
    const isEnough = detail === 'platforms' || (detail === 'full' && hint !== undefined)
    if (isEnough || facts.kind !== 'index' || facts.images.length === 0) return
    put(await measureImages(facts, { reference, depth: detail === 'matrix' ? 'each' : 'one', inTurn }, context))
  } catch (error) {
    if (signal?.aborted) throw error
    put({ tag, error: toApiError(error) })
  }
}

/** Yields what the work puts in, as it comes, until the work has ended. @throws what the work throws, after all it put in */
async function* asPut<T>(work: (put: (value: T) => void) => Promise<unknown>): AsyncGenerator<T> {
  const values: T[] = []
  let wake: () => void = () => undefined
  let isOver = false
  const ended = work((value) => {
    values.push(value)
    wake()
  }).finally(() => {
    isOver = true
    wake()
  })
  ended.catch(() => undefined)
  for (let next = 0; next < values.length || !isOver; ) {
    if (next < values.length) yield values[next++] as T
    else
      await new Promise<void>((resolve) => {
        wake = resolve
      })
  }
  await ended
}

/**
 * A line for each tag as soon as it is known, beyond `platforms` a second one for each index; a tag that fails says why and
 * holds up no other. Leaving ends what still waits.
 * @throws {InvalidReferenceError | RegistryError} when the tags themselves cannot be listed
 */
export async function* listTagPlatforms(
  { repository: name, tag: tags, n, last, detail }: Input,
  context: RequestContext,
): AsyncGenerator<TagLine> {
  const repository = parseRepository(name)
  const wanted = tags ?? (await listTags({ repository: name, n, last }, context)).tags
  const leaving = new AbortController()
  const signal = context.signal ? AbortSignal.any([context.signal, leaving.signal]) : leaving.signal
  const listing = { ...createRequestContext(signal), access: context.access }
  try {
    const hints = await context.access.tagHints.find(repository, wanted, listing)
    yield* asPut<TagLine>((put) =>
      Promise.all([...new Set(wanted)].map((tag) => readLines(tag, { repository, detail, hints, put }, listing))),
    )
  } finally {
    leaving.abort()
  }
}

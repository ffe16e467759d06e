import 'server-only'
import type { z } from 'zod'
import type { listTagPlatformsEndpoint, TagFacts, TagLine } from '@/lib/contract/tags'
import { isTag, parseRepository, type Repository } from '@/lib/oci/reference'
import { yieldLongTurn } from '@/lib/oci/yield-turn'
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
  /** Runs each tag’s and each image’s requests when it is their turn. */
  inTurn: <T>(work: () => Promise<T>) => Promise<T>
  unmeasured: TagFacts[]
}

/** More than may ask at a time, so that none waits for a tag of which all is known. */
const maxReaders = 32

/** What a tag names; an index of which more is wanted comes back, with what is known of it. */
async function readLine(
  tag: string,
  { repository, detail, hints, put, inTurn }: Listing,
  context: RequestContext,
): Promise<TagFacts | undefined> {
  const invalid = `“${tag.slice(0, 140)}” is not a valid tag.`
  if (!isTag(tag)) {
    put({ tag, error: { code: 'REFERENCE_INVALID', message: invalid } })
    return undefined
  }
  const hint = hints.get(tag)
  const facts = hint ?? (await inTurn(() => inspectTag({ ...repository, tag }, context)))
  put(facts)
  const isEnough = detail === 'platforms' || (detail === 'full' && hint !== undefined)
  return isEnough || facts.kind !== 'index' || facts.images.length === 0 ? undefined : facts
}

/** Goes through the tags with others; what the images of an index weigh waits until no other tag is without its platforms. */
async function readLines(tags: Iterator<string>, listing: Listing, context: RequestContext): Promise<void> {
  const { repository, detail, put, inTurn, unmeasured } = listing
  const attempt = async (tag: string, work: () => Promise<void>) => {
    try {
      await work()
    } catch (error) {
      if (context.signal?.aborted) throw error
      put({ tag, error: toApiError(error) })
    }
  }
  for (let next = tags.next(); !next.done || unmeasured.length > 0; next = tags.next()) {
    await yieldLongTurn()
    const facts = next.done ? unmeasured.shift() : undefined
    if (!next.done) {
      const tag = next.value
      await attempt(tag, async () => {
        const more = await readLine(tag, listing, context)
        if (more) unmeasured.push(more)
      })
    } else if (facts) {
      const reference = { ...repository, tag: facts.tag }
      const depth = detail === 'matrix' ? 'each' : 'one'
      await attempt(facts.tag, async () => put(await measureImages(facts, { reference, depth, inTurn }, context)))
    }
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
    const inTurn = <T>(work: () => Promise<T>) => listing.access.lanes.run(repository.registry, signal, work)
    const tags = new Set(wanted).values()
    yield* asPut<TagLine>((put) => {
      const shared: Listing = { repository, detail, hints, put, inTurn, unmeasured: [] }
      return Promise.all(Array.from({ length: maxReaders }, () => readLines(tags, shared, listing)))
    })
  } finally {
    leaving.abort()
  }
}

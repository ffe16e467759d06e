import 'server-only'
import type { z } from 'zod'
import type { listTagPlatformsEndpoint, TagLine } from '@/lib/contract/tags'
import { isTag, parseRepository, type Repository } from '@/lib/oci/reference'
import { inspectTag } from './inspect-tag'
import { listTags } from './list-tags'
import { createRequestContext, type RequestContext } from './request-context'
import { toApiError } from './to-api-error'

type Input = z.output<typeof listTagPlatformsEndpoint.input>

async function lineOf(
  tag: string,
  { repository, detail }: { repository: Repository; detail: Input['detail'] },
  context: RequestContext,
): Promise<TagLine> {
  const invalid = `“${tag.slice(0, 140)}” is not a valid tag.`
  if (!isTag(tag)) return { tag, error: { code: 'REFERENCE_INVALID', message: invalid } }
  try {
    const { access, signal } = context
    return await access.lanes.run(repository.registry, signal, () =>
      inspectTag({ ...repository, tag }, detail, context),
    )
  } catch (error) {
    if (context.signal?.aborted) throw error
    return { tag, error: toApiError(error) }
  }
}

/** Yields promises' values in the order in which they settle. */
async function* asSettled<T>(promises: Promise<T>[]): AsyncGenerator<T> {
  const settled: Promise<T>[] = []
  let wake: () => void = () => undefined
  for (const promise of promises) {
    const arrive = () => {
      settled.push(promise)
      wake()
    }
    promise.then(arrive, arrive)
  }
  for (let count = 0; count < promises.length; count += 1) {
    if (settled.length === count)
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    yield await (settled[count] as Promise<T>)
  }
}

/**
 * A line for each tag as soon as it is known; a tag that fails says why and holds up no other. Leaving ends what still waits.
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
  const lines = [...new Set(wanted)].map((tag) => lineOf(tag, { repository, detail }, listing))
  try {
    yield* asSettled(lines)
  } finally {
    leaving.abort()
  }
}

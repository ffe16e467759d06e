import 'server-only'
import pLimit from 'p-limit'
import type { PlannedCopy } from '@/lib/compose/plan-copies'
import type { PushEvent } from '@/lib/contract/compose'
import { parseLargeManifest } from '@/lib/oci/manifest'
import { parseRepository, type Repository } from '@/lib/oci/reference'
import { mountBlob } from '@/lib/registry/blobs'
import { copyBlob } from '@/lib/registry/copy-blob'
import { putManifest } from '@/lib/registry/manifests'
import { enterSubject } from './enter-subject'
import { readManifest } from './read-manifest'
import type { RequestContext } from './request-context'

type Progress = Extract<PushEvent, { event: 'progress' }>

const copiesAtOnce = 4

/** Bytes arrive much more often than anybody looks. */
const reportEveryMs = 200

class ByteCount {
  readonly #done = new Map<string, number>()
  readonly total: number

  constructor(copies: readonly PlannedCopy[]) {
    this.total = copies.reduce((sum, { bytes }) => sum + bytes, 0)
  }

  set(digest: string, bytes: number): void {
    this.#done.set(digest, bytes)
  }

  get done(): number {
    return [...this.#done.values()].reduce((sum, bytes) => sum + bytes, 0)
  }
}

interface Copying {
  target: Repository
  count: ByteCount
  context: RequestContext
}

async function moveBlob(copy: PlannedCopy, { target, count, context }: Copying): Promise<void> {
  const { digest, bytes } = copy
  const { access, signal } = context
  const from = parseRepository(copy.from)
  const to = { client: access.client(target.registry), repository: target.repository }
  const isMounted =
    copy.how === 'mount' &&
    (await mountBlob(to.client, { repository: to.repository, from: from.repository, digest, signal }))
  if (!isMounted)
    await copyBlob({
      from: { client: access.client(from.registry), repository: from.repository },
      to,
      digest,
      size: bytes,
      onProgress: (sent) => count.set(digest, sent),
      signal,
    })
  count.set(digest, bytes)
}

/** The same bytes under the same digest: nothing names it by a tag until the index does. */
async function moveManifest({ digest, bytes, from }: PlannedCopy, { target, count, context }: Copying): Promise<void> {
  const stored = await readManifest({ ...parseRepository(from), digest }, context)
  const { mediaType } = await parseLargeManifest(stored.bytes, stored.contentType)
  const { registry, repository } = target
  const client = context.access.client(registry)
  const put = { repository, name: digest, bytes: stored.bytes, mediaType, signal: context.signal }
  const { subject } = await putManifest(client, put)
  await enterSubject({ target, bytes: stored.bytes, mediaType, digest, notedSubject: subject }, context)
  count.set(digest, bytes)
}

/** Yields progress now and then until the work has ended; a failure ends the rest of the work. */
async function* reporting(work: Promise<unknown>, count: ByteCount, detail: string): AsyncGenerator<Progress> {
  let isDone = false
  const ended = work.finally(() => {
    isDone = true
  })
  ended.catch(() => undefined)
  while (!isDone) {
    yield { event: 'progress', step: 'copy', done: count.done, total: count.total, detail }
    let timer: NodeJS.Timeout | undefined
    const tick = new Promise((resolve) => {
      timer = setTimeout(resolve, reportEveryMs)
    })
    await Promise.race([ended.catch(() => undefined), tick])
    clearTimeout(timer)
  }
  await ended
}

/**
 * Brings what the index needs into the target's repository: blobs first, a few at a time, then the manifests that name them,
 * then what refers to those.
 * What is there already moves no bytes. @throws {RegistryError} which ends what is still under way
 */
export async function* copyContent(
  copies: readonly PlannedCopy[],
  { target, context }: { target: Repository; context: RequestContext },
): AsyncGenerator<Progress> {
  if (copies.length === 0) return
  const leaving = new AbortController()
  const signal = context.signal ? AbortSignal.any([context.signal, leaving.signal]) : leaving.signal
  const copying = { target, count: new ByteCount(copies), context: { ...context, signal } }
  const moveAll = (kind: PlannedCopy['kind'], move: typeof moveBlob, atOnce = copiesAtOnce) => {
    const limit = pLimit(atOnce)
    return Promise.all(copies.filter((copy) => copy.kind === kind).map((copy) => limit(() => move(copy, copying))))
  }
  const detail = `from ${[...new Set(copies.map(({ from }) => from))].join(', ')}`
  try {
    yield* reporting(moveAll('blob', moveBlob), copying.count, detail)
    yield* reporting(moveAll('manifest', moveManifest), copying.count, detail)
    // one after another: two of them may have to enter themselves in the same list
    yield* reporting(moveAll('referrer', moveManifest, 1), copying.count, detail)
  } finally {
    leaving.abort()
  }
}

import 'server-only'
import { type ApiError, ApiFailure } from '@/lib/contract/error'
import type { Image } from '@/lib/contract/image'
import { formatReference, parseReference } from '@/lib/oci/reference'
import { inspectImage } from './inspect-image'
import type { RequestContext } from './request-context'
import { toApiError } from './to-api-error'

/** What is known of one base. */
export type ReadBase =
  | { reference: string; image: Image; platforms: string[] }
  | { reference?: string; problem: Pick<ApiError, 'code' | 'message'> }

const maxBases = 100

function tooMany(): ApiFailure {
  const message = `The file names more than ${maxBases} different images; check it in parts.`
  return new ApiFailure({ code: 'UNPROCESSABLE', message })
}

/** A single image says its platform only in its config. */
async function inspect(ref: string, context: RequestContext): Promise<Image> {
  const image = await inspectImage({ ref, detail: 'index' }, context)
  return image.kind === 'image' ? inspectImage({ ref, detail: 'full' }, context) : image
}

async function readBase(text: string, context: RequestContext): Promise<ReadBase> {
  const { access, signal } = context
  let name: string | undefined
  try {
    const reference = parseReference(text)
    name = formatReference(reference)
    const image = await access.lanes.run(reference.registry, signal, () => inspect(text, context))
    if (image.kind !== 'artifact')
      return { reference: name, image, platforms: [...new Set(image.platforms.map(({ platform }) => platform))] }
    const message = image.problems[0]?.message ?? `${name} is no image; nothing can be built on it.`
    return { reference: name, problem: { code: 'UNPROCESSABLE', message } }
  } catch (error) {
    signal?.throwIfAborted()
    const { code, message } = toApiError(error)
    return { ...(name === undefined ? {} : { reference: name }), problem: { code, message } }
  }
}

/** Reads the bases of one file, each once, a few at a time; one that cannot be read leaves the others. */
export class BaseReader {
  readonly #context: RequestContext
  readonly #bases = new Map<string, Promise<ReadBase>>()

  constructor(context: RequestContext) {
    this.#context = context
  }

  /** @throws {ApiFailure} when the file names too many images */
  async read(reference: string): Promise<ReadBase> {
    const known = this.#bases.get(reference)
    if (known) return known
    if (this.#bases.size >= maxBases) throw tooMany()
    const reading = readBase(reference, this.#context)
    this.#bases.set(reference, reading)
    return reading
  }
}

import { z } from 'zod'
import { decodeLargeJson } from '@/lib/oci/decode-json'
import { type Digest, isDigest } from '@/lib/oci/digest'
import { manifestShape } from '@/lib/oci/media-type'
import type { Platform } from '@/lib/oci/platform'
import { isTag, type Repository } from '@/lib/oci/reference'
import { Breakers } from './breakers'
import { defaultTimeouts, type Timeouts } from './egress'
import { type Endpoint, type HostPolicy, reachOf } from './host-policy'
import { registryUrl } from './path'
import { discardBody, readBody } from './read-body'

const pageSize = 100
const maxPageBytes = 1024 * 1024
const maxImages = 256

export interface ApiTag {
  tag: string
  digest: Digest
  kind: 'index' | 'image'
  /** Attestations left out; sizes in compressed bytes. */
  images: { platform: Platform; digest: Digest; size?: number }[]
}

export interface ApiTagPage {
  tags: ApiTag[]
  hasNext: boolean
}

export interface TagApi {
  /** Undefined where a registry has none, has nothing of this name in it, or cannot be asked: the registry itself is to be asked then. */
  page(place: Repository, options: { page: number; signal: AbortSignal }): Promise<ApiTagPage | undefined>
}

const text = z.string().nullish()
const imageSchema = z.looseObject({
  os: z.string(),
  architecture: z.string(),
  variant: text,
  os_version: text,
  digest: z.string(),
  size: z.number().nullish().catch(null),
})
const resultSchema = z.looseObject({
  name: z.string().refine(isTag),
  digest: text,
  media_type: text,
  images: z.array(imageSchema).max(maxImages),
})
const pageSchema = z.looseObject({ next: text, results: z.array(z.unknown()).max(pageSize) })

function readImage(image: z.infer<typeof imageSchema>): ApiTag['images'] {
  const { os, architecture, variant, os_version: osVersion, digest, size } = image
  if (!isDigest(digest) || os === 'unknown' || architecture === 'unknown') return []
  const platform = { os, architecture, ...(variant && { variant }), ...(osVersion && { 'os.version': osVersion }) }
  return [{ platform, digest, ...(typeof size === 'number' && size > 0 && { size }) }]
}

/** What is not said plainly is left to the registry: a tag of one image may be an index of one. */
function readResult(value: unknown): ApiTag[] {
  const { success, data } = resultSchema.safeParse(value)
  const kind = success && data.media_type ? manifestShape(data.media_type) : undefined
  if (!success || (kind !== 'index' && kind !== 'image') || !data.digest || !isDigest(data.digest)) return []
  const images = data.images.flatMap(readImage)
  return images.length === 0 ? [] : [{ tag: data.name, digest: data.digest, kind, images }]
}

/** Whoever speaks to a registry elsewhere than at its name has no business with the public one’s pages. */
export function tagApiAddress({ settings, quirks }: Pick<Endpoint, 'settings' | 'quirks'>): string | undefined {
  if (settings?.tagApi === false) return undefined
  return settings?.tagApi ?? (settings?.endpoint === undefined ? quirks?.tagApi : undefined)
}

interface TagApiOptions {
  policy: HostPolicy
  timeouts?: Partial<Timeouts>
}

/**
 * A registry's own list of tags with the platforms of a hundred in one answer, asked without any sign-in. What it says is a hint for
 * lists: digests are checked when an image is opened. Source: Docker Hub API, "List repository tags".
 */
export function createTagApi({ policy, timeouts: given }: TagApiOptions): TagApi {
  const breakers = new Breakers()
  const timeouts = { ...defaultTimeouts, headersMs: 3_000, totalMs: 3_000, connectMs: 1_500, ...given }
  async function ask({ registry, repository }: Repository, page: number, signal: AbortSignal) {
    const address = tagApiAddress(policy.endpoint(registry))
    if (address === undefined) return undefined
    const path = `/v2/repositories/${repository}/tags?page_size=${pageSize}&page=${page}`
    const incoming = await breakers.send(registry, {
      url: registryUrl({ registry, origin: address }, path),
      method: 'GET',
      headers: { accept: 'application/json', 'user-agent': 'archipelago' },
      reach: reachOf({ origin: address, allowsPrivate: policy.endpoint(registry).settings?.tagApi !== undefined }),
      timeouts,
      signal,
    })
    if (incoming.status === 200) return readBody(incoming, maxPageBytes)
    discardBody(incoming.body)
    return undefined
  }
  return {
    async page(place, { page, signal }) {
      try {
        const bytes = await ask(place, page, AbortSignal.any([signal, AbortSignal.timeout(timeouts.totalMs)]))
        const { success, data } = pageSchema.safeParse(bytes && (await decodeLargeJson(bytes)))
        return success ? { tags: data.results.flatMap(readResult), hasNext: Boolean(data.next) } : undefined
      } catch {
        signal.throwIfAborted()
        return undefined
      }
    },
  }
}

import 'server-only'
import type { z } from 'zod'
import { ApiFailure } from '@/lib/contract/error'
import type { Image, PlatformRow } from '@/lib/contract/image'
import type { Resolution, resolvePlatformEndpoint } from '@/lib/contract/resolve'
import { decodeLargeJson } from '@/lib/oci/decode-json'
import { readImageIndex } from '@/lib/oci/image-index'
import { formatPlatform, type Platform, parsePlatform } from '@/lib/oci/platform'
import { parseReference } from '@/lib/oci/reference'
import { acceptablePlatforms } from '@/lib/resolve/acceptable-platforms'
import { chooseEntry, type OfferedEntry } from '@/lib/resolve/choose-entry'
import { explainChoice, explainEntry } from '@/lib/resolve/explain-choice'
import { inspectImage } from './inspect-image'
import { readManifest } from './read-manifest'
import type { RequestContext } from './request-context'

function platformOf({ os, architecture, variant, osVersion, osFeatures }: PlatformRow): Platform | undefined {
  if (!os || !architecture) return undefined
  return {
    os,
    architecture,
    ...(variant ? { variant } : {}),
    ...(osVersion ? { 'os.version': osVersion } : {}),
    ...(osFeatures ? { 'os.features': osFeatures } : {}),
  }
}

/** In the order of the index, which decides between equals; rows of an image are sorted for reading. */
async function offeredEntries(image: Image, ref: string, context: RequestContext): Promise<OfferedEntry[]> {
  if (image.kind !== 'index') return image.platforms.map((row) => ({ digest: row.digest, platform: platformOf(row) }))
  const { bytes } = await readManifest(parseReference(ref), context)
  const index = readImageIndex(await decodeLargeJson(bytes))
  const entries = index?.entries.filter(({ role }) => role === 'platform') ?? []
  return entries.map(({ descriptor }) => ({ digest: descriptor.digest, platform: descriptor.platform ?? undefined }))
}

function singleImage(image: Image, host: Platform): string {
  const [row] = image.platforms
  const name = formatPlatform(host)
  if (!row) return 'This is no image; there is nothing to run.'
  const runs = acceptablePlatforms(host).some((platform) => formatPlatform(platform) === row.platform)
  return runs
    ? `This tag is one image for ${row.platform}; a client on ${name} pulls it and runs it.`
    : `This tag is one image for ${row.platform}; a client on ${name} pulls it with a warning and can only emulate it.`
}

/** Which entry a client pulls. @throws {InvalidReferenceError | RegistryError | ApiFailure} */
export async function resolvePlatform(
  { ref, platform: text }: z.output<typeof resolvePlatformEndpoint.input>,
  context: RequestContext,
): Promise<Resolution> {
  const host = parsePlatform(text)
  if (!host) {
    const message = `“${text.slice(0, 80)}” is not a platform; write it as os/architecture, for example linux/arm64.`
    throw new ApiFailure({ code: 'REQUEST_INVALID', message })
  }
  const image = await inspectImage({ ref, detail: 'index' }, context)
  const full = image.kind === 'image' ? await inspectImage({ ref, detail: 'full' }, context) : image
  const choice = chooseEntry(host, await offeredEntries(full, ref, context))
  const nameOf = ({ platform }: OfferedEntry) => (platform ? formatPlatform(platform) : 'unknown')
  // who pulls a tag that is one image gets that image, whatever it is for
  const [only] = full.kind === 'image' ? choice.entries : []
  const chosen = choice.chosen ?? only
  return {
    reference: full.reference,
    platform: formatPlatform(host),
    accepts: choice.accepts.map(formatPlatform),
    chosen: chosen ? { platform: nameOf(chosen), digest: chosen.digest } : null,
    message: full.kind === 'index' ? explainChoice(choice, host) : singleImage(full, host),
    entries: choice.entries.map((entry) => ({
      platform: nameOf(entry),
      digest: entry.digest,
      verdict: entry.verdict,
      reason: explainEntry(entry, host),
    })),
  }
}

import 'server-only'
import type { z } from 'zod'
import { ApiFailure } from '@/lib/contract/error'
import type { getImageConfigEndpoint, ImageDetails } from '@/lib/contract/image-config'
import { type Digest, isDigest } from '@/lib/oci/digest'
import { joinHistory } from '@/lib/oci/history'
import { createdTime, parseImageConfig } from '@/lib/oci/image-config'
import { parseLargeManifest } from '@/lib/oci/manifest'
import { formatPlatform, parsePlatform } from '@/lib/oci/platform'
import { formatReference, parseReference } from '@/lib/oci/reference'
import { runConfigOf, splitEnvironment } from '@/lib/oci/run-config'
import { inspectImage } from './inspect-image'
import { readConfigBlob, readManifest } from './read-manifest'
import type { RequestContext } from './request-context'

/** The row that was asked for; an image of one platform needs no asking. */
async function findRow(ref: string, platform: string | undefined, context: RequestContext) {
  const { platforms, kind } = await inspectImage({ ref, detail: 'index' }, context)
  const wanted = platform === undefined ? undefined : parsePlatform(platform)
  const name = wanted && formatPlatform(wanted)
  const [only, ...others] = platforms
  if (kind === 'image' || (platform === undefined && others.length === 0)) return only
  const found = platforms.find((row) => row.platform === name)
  if (found || platforms.length === 0) return found
  const offered = platforms.map((row) => row.platform).join(', ')
  const message = name
    ? `There is no entry for ${name}; choose one of ${offered}.`
    : `Say which platform with “platform=”: one of ${offered}.`
  throw new ApiFailure({ code: name ? 'NOT_FOUND' : 'REQUEST_INVALID', message })
}

async function describeConfig(
  ref: string,
  digest: Digest,
  context: RequestContext,
): Promise<Omit<ImageDetails, 'reference'>> {
  const place = { ...parseReference(ref), tag: undefined }
  const stored = await readManifest({ ...place, digest }, context)
  const manifest = await parseLargeManifest(stored.bytes, stored.contentType)
  if (manifest.kind !== 'image') throw new ApiFailure({ code: 'UNPROCESSABLE', message: 'This entry is not an image.' })
  const { layers, config: descriptor } = manifest.image
  const config = await parseImageConfig(await readConfigBlob({ ...place, digest: descriptor.digest }, context))
  const run = runConfigOf(config)
  const { os = '', architecture = '', variant, 'os.version': osVersion } = config
  const { steps, isComplete } = joinHistory(config, layers)
  const created = createdTime(config)
  const optional = <T>(name: string, value: T | null | undefined) => (value ? { [name]: value } : {})
  return {
    platform: formatPlatform({ os, architecture, variant, ...(osVersion ? { 'os.version': osVersion } : {}) }),
    digest,
    ...optional('created', created),
    ...optional('author', typeof config.author === 'string' ? config.author : undefined),
    ...optional('entrypoint', run.Entrypoint),
    ...optional('command', run.Cmd),
    ...optional('user', run.User),
    ...optional('workingDirectory', run.WorkingDir),
    ...optional('stopSignal', run.StopSignal),
    ports: Object.keys(run.ExposedPorts ?? {}).toSorted(),
    volumes: Object.keys(run.Volumes ?? {}).toSorted(),
    env: (run.Env ?? []).map(splitEnvironment).map(([name, value]) => ({ name, value })),
    labels: run.Labels ?? {},
    layers: layers.map(({ digest: layer, size, mediaType }) => ({ digest: layer, size, mediaType })),
    history: steps.map(({ layer, ...step }) => ({
      ...step,
      ...(layer ? { digest: layer.digest, size: layer.size } : {}),
    })),
    isHistoryComplete: isComplete,
  }
}

/** One round beyond the table at most: manifest and config are in memory once the page has shown them. */
export async function getImageConfig(
  { ref, platform }: z.output<typeof getImageConfigEndpoint.input>,
  context: RequestContext,
): Promise<ImageDetails> {
  const row = await findRow(ref, platform, context)
  if (!row || !isDigest(row.digest))
    throw new ApiFailure({ code: 'UNPROCESSABLE', message: 'This is not an image; there is no config to show.' })
  return { reference: formatReference(parseReference(ref)), ...(await describeConfig(ref, row.digest, context)) }
}

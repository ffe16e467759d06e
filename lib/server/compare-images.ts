import 'server-only'
import type { z } from 'zod'
import type { Comparison, compareImagesEndpoint, PlatformComparison } from '@/lib/contract/compare'
import type { Image, PlatformRow } from '@/lib/contract/image'
import { type Digest, isDigest } from '@/lib/oci/digest'
import { parseImageConfig } from '@/lib/oci/image-config'
import { inSlices } from '@/lib/oci/in-slices'
import { InvalidManifestError } from '@/lib/oci/invalid-manifest-error'
import { parseLargeManifest } from '@/lib/oci/manifest'
import { parseReference } from '@/lib/oci/reference'
import { type RunConfig, runConfigOf } from '@/lib/oci/run-config'
import { RegistryError } from '@/lib/registry/errors'
import { compareConfigs } from '@/lib/resolve/compare-configs'
import { inspectImage } from './inspect-image'
import { readConfigBlob, readManifest } from './read-manifest'
import type { RequestContext } from './request-context'

interface Layer {
  digest: Digest
  size: number
}

interface Side {
  row: PlatformRow
  layers: Layer[]
  config: RunConfig
}

/** All of it has been read for the rows already; this reads from memory. */
async function readSide(row: PlatformRow, ref: string, context: RequestContext): Promise<Side> {
  const reference = { ...parseReference(ref), tag: undefined }
  const { digest } = row
  if (!isDigest(digest)) return { row, layers: [], config: {} }
  try {
    const stored = await readManifest({ ...reference, digest }, context)
    const manifest = await parseLargeManifest(stored.bytes, stored.contentType)
    if (manifest.kind !== 'image') return { row, layers: [], config: {} }
    const config = await readConfigBlob({ ...reference, digest: manifest.image.config.digest }, context)
    return { row, layers: manifest.image.layers, config: runConfigOf(await parseImageConfig(config)) }
  } catch (error) {
    const isUnreadable =
      error instanceof InvalidManifestError || (error instanceof RegistryError && error.kind !== 'aborted')
    if (isUnreadable) return { row, layers: [], config: {} }
    throw error
  }
}

async function readSides(image: Image, ref: string, context: RequestContext): Promise<Map<string, Side>> {
  const sides = await Promise.all(image.platforms.map((row) => readSide(row, ref, context)))
  return new Map(sides.map((side) => [side.row.platform, side]))
}

function compareLayers(before: Layer[], after: Layer[]): PlatformComparison['layers'] {
  const [had, has] = [new Set(before.map(({ digest }) => digest)), new Set(after.map(({ digest }) => digest))]
  return [
    ...after.map(({ digest, size }) => ({ digest, size, change: had.has(digest) ? 'kept' : 'added' }) as const),
    ...before
      .filter(({ digest }) => !has.has(digest))
      .map(({ digest, size }) => ({ digest, size, change: 'removed' }) as const),
  ]
}

function sideOf(side: Side | undefined) {
  if (!side) return undefined
  const { digest, size, created } = side.row
  return { digest, ...(size === undefined ? {} : { size }), ...(created === undefined ? {} : { created }) }
}

function changeOf(before: Side | undefined, after: Side | undefined): PlatformComparison['change'] {
  if (!before) return 'added'
  if (!after) return 'removed'
  return before.row.digest === after.row.digest ? 'same' : 'changed'
}

function comparePlatform(platform: string, before: Side | undefined, after: Side | undefined): PlatformComparison {
  const change = changeOf(before, after)
  return {
    platform,
    change,
    ...(before ? { before: sideOf(before) } : {}),
    ...(after ? { after: sideOf(after) } : {}),
    layers: compareLayers(before?.layers ?? [], after?.layers ?? []),
    fields: before && after ? compareConfigs(before.config, after.config) : [],
    problems: [...(before?.row.problems ?? []), ...(after?.row.problems ?? [])],
  }
}

/** Two images side by side; both are read at once. @throws {InvalidReferenceError | InvalidManifestError | RegistryError} */
export async function compareImages(
  input: z.output<typeof compareImagesEndpoint.input>,
  context: RequestContext,
): Promise<Comparison> {
  const read = async (ref: string) => {
    const image = await inspectImage({ ref, detail: 'full' }, context)
    return { image, sides: await readSides(image, ref, context) }
  }
  const [base, target] = await Promise.all([read(input.base), read(input.target)])
  const platforms = [...new Set([...target.sides.keys(), ...base.sides.keys()])].toSorted((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  )
  const nameOf = ({ reference, digest }: Image) => ({ reference, digest })
  const compared: PlatformComparison[] = []
  await inSlices(platforms, (platform) =>
    compared.push(comparePlatform(platform, base.sides.get(platform), target.sides.get(platform))),
  )
  return { base: nameOf(base.image), target: nameOf(target.image), platforms: compared }
}

/** Puts sample images into a registry over plain HTTP, as any client would; nothing of the product is involved. */
import { computeDigest } from '@/lib/oci/compute-digest'
import type { Digest } from '@/lib/oci/digest'
import { mediaTypes } from '@/lib/oci/media-type'
import { formatPlatform, type Platform, parsePlatform } from '@/lib/oci/platform'

export type ManifestFormat = 'oci' | 'docker'

export interface PushedManifest {
  mediaType: string
  digest: Digest
  size: number
  platform?: Platform
}

interface Destination {
  /** `http://127.0.0.1:port` */
  url: string
}

interface ManifestToPut {
  repository: string
  /** A tag; without one the manifest is put under its digest. */
  tag?: string
  mediaType: string
  body: string
}

async function expectStatus(response: Response, status: number): Promise<Response> {
  if (response.status === status) return response
  throw new Error(`${response.url} answered ${response.status}, not ${status}: ${await response.text()}`)
}

export async function pushBlob(registry: Destination, repository: string, bytes: string): Promise<Digest> {
  const digest = computeDigest(bytes)
  const started = await expectStatus(
    await fetch(`${registry.url}/v2/${repository}/blobs/uploads/`, { method: 'POST' }),
    202,
  )
  const upload = new URL(started.headers.get('location') ?? '', registry.url)
  upload.searchParams.set('digest', digest)
  const headers = { 'content-type': 'application/octet-stream' }
  await expectStatus(await fetch(upload, { method: 'PUT', headers, body: bytes }), 201)
  return digest
}

export async function putManifest(
  registry: Destination,
  { repository, tag, mediaType, body }: ManifestToPut,
): Promise<PushedManifest> {
  const digest = computeDigest(body)
  const url = `${registry.url}/v2/${repository}/manifests/${tag ?? digest}`
  await expectStatus(await fetch(url, { method: 'PUT', headers: { 'content-type': mediaType }, body }), 201)
  return { mediaType, digest, size: Buffer.byteLength(body) }
}

const imageTypes = {
  oci: { manifest: mediaTypes.ociManifest, config: mediaTypes.ociConfig, layer: mediaTypes.ociLayer },
  docker: { manifest: mediaTypes.dockerManifest, config: mediaTypes.dockerConfig, layer: mediaTypes.dockerLayer },
}

export interface SampleImage {
  repository: string
  tag?: string
  /** `os/architecture[/variant]`, as the config will say. */
  platform: string
  format?: ManifestFormat
  /** Makes images of one platform differ. */
  version?: string
}

function platformOf(name: string): Platform {
  const platform = parsePlatform(name)
  if (!platform) throw new Error(`${name} is no platform`)
  return platform
}

/** Pushes an image of one platform: a config and two layers. */
export async function pushImage(registry: Destination, image: SampleImage): Promise<PushedManifest> {
  const { repository, tag, format = 'docker', version = '1.0' } = image
  const platform = platformOf(image.platform)
  const types = imageTypes[format]
  const layers = [`base for ${formatPlatform(platform)}`, `application ${version} for ${formatPlatform(platform)}`]
  const config = JSON.stringify({
    ...platform,
    created: '2026-05-01T00:00:00Z',
    config: { Entrypoint: ['/app'], Env: [`VERSION=${version}`] },
    rootfs: { type: 'layers', diff_ids: layers.map((layer) => computeDigest(layer)) },
    history: layers.map((layer) => ({ created: '2026-05-01T00:00:00Z', created_by: `COPY ${layer}` })),
  })
  const blob = async (mediaType: string, bytes: string) => ({
    mediaType,
    digest: await pushBlob(registry, repository, bytes),
    size: Buffer.byteLength(bytes),
  })
  const body = JSON.stringify({
    schemaVersion: 2,
    mediaType: types.manifest,
    config: await blob(types.config, config),
    layers: await Promise.all(layers.map((layer) => blob(types.layer, layer))),
  })
  return { ...(await putManifest(registry, { repository, tag, mediaType: types.manifest, body })), platform }
}

export interface SampleIndex {
  repository: string
  tag?: string
  entries: readonly PushedManifest[]
  format?: ManifestFormat
}

export async function pushIndex(registry: Destination, index: SampleIndex): Promise<PushedManifest> {
  const { repository, tag, entries, format = 'docker' } = index
  const mediaType = format === 'oci' ? mediaTypes.ociIndex : mediaTypes.dockerList
  const body = JSON.stringify({ schemaVersion: 2, mediaType, manifests: entries })
  return putManifest(registry, { repository, tag, mediaType, body })
}

/** Pushes one image a platform and one index of them all. */
export async function pushMultiPlatformImage(
  registry: Destination,
  { platforms, ...image }: Omit<SampleImage, 'platform'> & { platforms: readonly string[] },
): Promise<{ index: PushedManifest; entries: PushedManifest[] }> {
  const entries = await Promise.all(
    platforms.map((platform) => pushImage(registry, { ...image, tag: undefined, platform })),
  )
  return { index: await pushIndex(registry, { ...image, entries }), entries }
}

/** Takes a manifest away, as a clean-up job that knows nothing of indexes would. */
export async function deleteManifest(registry: Destination, repository: string, digest: Digest): Promise<void> {
  await expectStatus(await fetch(`${registry.url}/v2/${repository}/manifests/${digest}`, { method: 'DELETE' }), 202)
}

/** The bytes a tag names at this moment; undefined where there is no such tag. */
export async function readManifest(
  registry: Destination,
  repository: string,
  name: string,
): Promise<string | undefined> {
  const accept = [mediaTypes.ociIndex, mediaTypes.dockerList, mediaTypes.ociManifest, mediaTypes.dockerManifest]
  const response = await fetch(`${registry.url}/v2/${repository}/manifests/${name}`, {
    headers: { accept: accept.join(', ') },
  })
  return response.status === 404 ? undefined : (await expectStatus(response, 200)).text()
}

import type { Image, PlatformRow } from '@/lib/contract/image'

/** Images for the tests of this folder. */
export function sampleRow(platform: string, rest: Partial<PlatformRow> = {}): PlatformRow {
  const character = (platform.length % 16).toString(16)
  return {
    platform,
    digest: `sha256:${character.repeat(64)}`,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    attestations: [],
    problems: [],
    ...rest,
  }
}

export function sampleImage(platforms: PlatformRow[], rest: Partial<Image> = {}): Image {
  return {
    reference: 'ghcr.io/org/app:1.0',
    registry: 'ghcr.io',
    repository: 'org/app',
    tag: '1.0',
    digest: `sha256:${'0'.repeat(64)}`,
    mediaType: 'application/vnd.oci.image.index.v1+json',
    size: 1612,
    kind: 'index',
    annotations: {},
    platforms,
    other: [],
    problems: [],
    detail: 'full',
    ...rest,
  }
}

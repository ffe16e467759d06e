import type { ImageDetails } from '@/lib/contract/image-config'

export const layerDigest = (character: string) => `sha256:${character.repeat(64)}`

export function sampleDetails(rest: Partial<ImageDetails> = {}): ImageDetails {
  const layers = [
    { digest: layerDigest('a'), size: 1_000_000, mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip' },
    { digest: layerDigest('b'), size: 250_000, mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip' },
  ]
  return {
    reference: 'ghcr.io/org/app',
    platform: 'linux/arm64',
    digest: layerDigest('1'),
    entrypoint: ['/bin/app', '--listen', '0.0.0.0'],
    ports: ['8080/tcp'],
    volumes: [],
    env: [{ name: 'PATH', value: '/bin' }],
    labels: { 'org.opencontainers.image.source': 'https://example.com/app' },
    layers,
    history: [
      { createdBy: 'ADD rootfs.tar / # buildkit', isEmpty: false, digest: layerDigest('a'), size: 1_000_000 },
      { createdBy: '/bin/sh -c #(nop)  ENV A=1', isEmpty: true },
      { createdBy: 'RUN /bin/sh -c make # buildkit', isEmpty: false, digest: layerDigest('b'), size: 250_000 },
    ],
    isHistoryComplete: true,
    ...rest,
  }
}

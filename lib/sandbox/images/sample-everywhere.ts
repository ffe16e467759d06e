import { annotationKeys } from '@/lib/oci/annotation'
import type { Platform } from '@/lib/oci/platform'
import type { SandboxStore } from '../store'
import { artifact } from './artifact'
import { attestation } from './attestation'
import { blob, describeBlob } from './blob'
import { image } from './image'
import { imageIndex } from './image-index'
import { layer } from './layer'

const repository = 'demo/everywhere'

const platforms: Platform[] = [
  { architecture: '386', os: 'linux' },
  { architecture: 'amd64', os: 'linux' },
  { architecture: 'arm', os: 'linux', variant: 'v5' },
  { architecture: 'arm', os: 'linux', variant: 'v6' },
  { architecture: 'arm', os: 'linux', variant: 'v7' },
  { architecture: 'arm64', os: 'linux', variant: 'v8' },
  { architecture: 'riscv64', os: 'linux' },
  { architecture: 's390x', os: 'linux' },
  { architecture: 'ppc64le', os: 'linux' },
]

function everywhere(platform: Platform, position: number) {
  return image({
    platform,
    created: `2026-09-30T0${position}:15:00Z`,
    layers: [
      layer({
        path: 'bin/busybox',
        seed: `${platform.architecture} ${platform.variant ?? ''}`,
        sizeBytes: 310_000 + position * 47_000,
        createdBy: 'ADD rootfs.tar.gz / # buildkit',
      }),
      layer({
        path: 'usr/share/zoneinfo/tzdata',
        sizeBytes: 120_000,
        createdBy: 'RUN /bin/sh -c apk add --no-cache tzdata # buildkit',
      }),
    ],
    config: {
      Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
      Cmd: ['/bin/sh'],
      Labels: { 'org.opencontainers.image.source': 'https://example.com/demo/everywhere' },
    },
  })
}

const sigstoreBundle = 'application/vnd.dev.sigstore.bundle.v0.3+json'
const spdx = 'application/spdx+json'

/** Nine platforms, an attestation for each, and a signature and an SBOM that refer to the index. */
export function putEverywhere(store: SandboxStore): void {
  const images = platforms.map(everywhere)
  const merged = imageIndex([...images, ...images.map((built) => attestation(built))])
  store.putImage({ repository, tag: '2.3', image: merged })
  const subject = describeBlob(merged)
  const bundle = JSON.stringify({ mediaType: sigstoreBundle, messageSignature: { signature: 'c2FtcGxl' } })
  const sbom = JSON.stringify({
    spdxVersion: 'SPDX-2.3',
    name: repository,
    packages: [{ name: 'busybox', versionInfo: '1.37.0' }],
  })
  for (const [artifactType, text] of [
    [sigstoreBundle, bundle],
    [spdx, sbom],
  ] as const) {
    const annotations = { [annotationKeys.created]: '2026-09-30T10:00:00Z' }
    store.putImage({
      repository,
      image: artifact({ artifactType, layers: [blob(artifactType, text)], subject, annotations }),
    })
  }
}

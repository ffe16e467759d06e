import { annotationKeys } from '@/lib/oci/annotation'
import type { Platform } from '@/lib/oci/platform'
import type { BuiltImage } from '../built-image'
import type { SandboxStore } from '../store'
import { artifact } from './artifact'
import { attestation } from './attestation'
import { blob, describeBlob } from './blob'
import { image } from './image'
import { imageIndex } from './image-index'
import { layer } from './layer'
import { alpinePackages } from './sample-packages'
import { cyclonedxSbom, slsaProvenance, spdxSbom } from './sample-predicates'

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

const built = '2026-09-30T08:12:00Z'

function attest(image: BuiltImage, architecture: string | undefined): BuiltImage {
  return attestation(image, [
    slsaProvenance({ repository, architecture: architecture ?? '', finished: built, version: '2.3' }),
    spdxSbom({ name: repository, created: built, packages: alpinePackages }),
  ])
}

const sigstoreBundle = 'application/vnd.dev.sigstore.bundle.v0.3+json'
const cyclonedx = 'application/vnd.cyclonedx+json'

/** Nine platforms, an attestation for each, and a signature and an SBOM that refer to the index. */
export function putEverywhere(store: SandboxStore): void {
  const images = platforms.map(everywhere)
  const merged = imageIndex([...images, ...images.map((image, index) => attest(image, platforms[index]?.architecture))])
  store.putImage({ repository, tag: '2.3', image: merged })
  const subject = describeBlob(merged)
  const bundle = JSON.stringify({ mediaType: sigstoreBundle, messageSignature: { signature: 'c2FtcGxl' } })
  const sbom = JSON.stringify(cyclonedxSbom({ name: repository, created: built, packages: alpinePackages }).predicate)
  for (const [artifactType, text] of [
    [sigstoreBundle, bundle],
    [cyclonedx, sbom],
  ] as const) {
    const annotations = { [annotationKeys.created]: '2026-09-30T10:00:00Z' }
    store.putImage({
      repository,
      image: artifact({ artifactType, layers: [blob(artifactType, text)], subject, annotations }),
    })
  }
}

import type { Platform } from '@/lib/oci/platform'
import type { BuiltImage } from '../built-image'
import type { SandboxStore } from '../store'
import { attestation } from './attestation'
import { image } from './image'
import { imageIndex } from './image-index'
import { debianBase, program, settings } from './sample-layers'
import { debianPackages } from './sample-packages'
import { buildkitProvenance, spdxSbom } from './sample-predicates'

const repository = 'demo/app'
const sizes: Record<string, number> = { amd64: 742_000, arm64: 698_000, arm: 611_000 }
const created: Record<string, string> = { '1.0': '2026-06-02T09:12:44Z', '1.1': '2026-10-21T16:40:05Z' }

function app(version: string, platform: Platform): BuiltImage {
  const { architecture } = platform
  const sizeBytes = sizes[architecture] ?? 600_000
  return image({
    platform,
    layers: [
      debianBase(architecture, architecture === 'arm' ? 990_000 : undefined),
      settings('app'),
      program({ name: 'app', version, architecture, sizeBytes }),
    ],
    ...(created[version] === undefined ? {} : { created: created[version] }),
    config: {
      Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', `APP_VERSION=${version}`],
      Entrypoint: ['/usr/local/bin/app'],
      Cmd: ['serve'],
      User: '65532',
      ExposedPorts: { '8080/tcp': {} },
      Labels: { 'org.opencontainers.image.title': 'app', 'org.opencontainers.image.version': version },
    },
  })
}

const amd64: Platform = { architecture: 'amd64', os: 'linux' }
const arm64: Platform = { architecture: 'arm64', os: 'linux' }
const armv7: Platform = { architecture: 'arm', os: 'linux', variant: 'v7' }

function attest(built: BuiltImage, architecture: string): BuiltImage {
  return attestation(built, [
    buildkitProvenance({ repository, architecture, finished: created['1.0'] ?? '', version: '1.0' }),
    spdxSbom({ name: repository, created: created['1.0'] ?? '', packages: debianPackages }),
  ])
}

/** `1.0` is merged, with attestations; the three of `1.1` wait to be. */
export function putDemoApp(store: SandboxStore): void {
  const [onAmd64, onArm64] = [app('1.0', amd64), app('1.0', arm64)]
  const merged = imageIndex([onAmd64, onArm64, attest(onAmd64, 'amd64'), attest(onArm64, 'arm64')])
  store.putImages(repository, {
    '1.0': merged,
    latest: merged,
    '1.0-amd64': onAmd64,
    '1.0-arm64': onArm64,
    '1.1-amd64': app('1.1', amd64),
    '1.1-arm64': app('1.1', arm64),
    '1.1-armv7': app('1.1', armv7),
  })
}

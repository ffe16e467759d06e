import type { Platform } from '@/lib/oci/platform'
import type { BuiltImage } from '../built-image'
import type { SandboxStore } from '../store'
import { image } from './image'
import { imageIndex } from './image-index'
import { type BuiltLayer, layer } from './layer'
import { debianBase } from './sample-layers'

const repository = 'library/openjdk'

interface Release {
  tags: string[]
  version: string
  created: string
  jdkBytes: number
}

const releases: Release[] = [
  { tags: ['8', '8-jdk'], version: '8u462', created: '2026-07-22T01:05:31Z', jdkBytes: 990_000 },
  { tags: ['11'], version: '11.0.28', created: '2026-07-22T01:22:10Z', jdkBytes: 1_190_000 },
  { tags: ['17'], version: '17.0.16', created: '2026-07-22T01:40:57Z', jdkBytes: 1_260_000 },
]

const platforms: Platform[] = [
  { architecture: 'amd64', os: 'linux' },
  { architecture: 'arm64', os: 'linux', variant: 'v8' },
  { architecture: 'amd64', os: 'windows', 'os.version': '10.0.17763.7678' },
  { architecture: 'amd64', os: 'windows', 'os.version': '10.0.20348.4052' },
]

function windowsBase(osVersion: string): BuiltLayer {
  return layer({
    path: 'Files/Windows/System32/ntoskrnl.exe',
    seed: osVersion,
    sizeBytes: 2_900_000,
    createdBy: `Apply image ${osVersion}`,
  })
}

function jdk({ version, jdkBytes }: Release, { architecture, os, ...rest }: Platform): BuiltLayer {
  const isWindows = os === 'windows'
  return layer({
    path: isWindows ? 'Files/openjdk/lib/modules' : 'usr/local/openjdk/lib/modules',
    seed: `${version} ${os} ${architecture}`,
    sizeBytes: isWindows ? jdkBytes + 240_000 : jdkBytes - (architecture === 'arm64' ? 60_000 : 0),
    files: [
      {
        path: isWindows ? 'Files/openjdk/release' : 'usr/local/openjdk/release',
        content: `JAVA_VERSION="${version}"\n`,
      },
    ],
    createdBy: isWindows
      ? `powershell Install-Jdk ${version} ${rest['os.version'] ?? ''}`.trim()
      : `RUN install-jdk ${version}`,
  })
}

function openjdk(release: Release, platform: Platform): BuiltImage {
  const osVersion = platform['os.version']
  return image({
    platform,
    format: 'docker',
    created: release.created,
    layers: [
      osVersion === undefined ? debianBase(platform.architecture) : windowsBase(osVersion),
      jdk(release, platform),
    ],
    config: {
      Env: [
        osVersion === undefined ? 'JAVA_HOME=/usr/local/openjdk' : 'JAVA_HOME=C:\\openjdk',
        `JAVA_VERSION=${release.version}`,
      ],
      Cmd: ['jshell'],
    },
  })
}

/** Docker manifest lists with two builds of Windows, whose platforms differ in `os.version` alone. */
export function putOpenjdk(store: SandboxStore): void {
  for (const release of releases) {
    const list = imageIndex(
      platforms.map((platform) => openjdk(release, platform)),
      { format: 'docker' },
    )
    for (const tag of release.tags) store.putImage({ repository, tag, image: list })
  }
}

import { type BuiltLayer, layer } from './layer'
import type { TarFile } from './tar'

/** Architecture names as Debian spells them in the paths of its libraries. */
const triplets: Record<string, string> = { amd64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' }

export function debianBase(architecture: string, sizeBytes = 1_180_000): BuiltLayer {
  const osRelease: TarFile = {
    path: 'etc/os-release',
    content: 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\nVERSION_ID="12"\n',
  }
  return layer({
    path: `usr/lib/${triplets[architecture] ?? architecture}/libc.so.6`,
    sizeBytes,
    files: [osRelease],
    createdBy: `# debian.sh --arch '${architecture}' out/ 'bookworm' '@1785715200'`,
  })
}

export function javaRuntime(architecture: string): BuiltLayer {
  const version = { path: 'opt/java/release', content: 'JAVA_VERSION="17.0.16"\nIMPLEMENTOR="Eclipse Adoptium"\n' }
  return layer({
    path: 'opt/java/lib/modules',
    seed: architecture,
    sizeBytes: architecture === 'arm64' ? 1_610_000 : 1_720_000,
    files: [version],
    createdBy: 'RUN /bin/sh -c set -eux; install-jdk 17.0.16+8 # buildkit',
  })
}

/** The same on every platform, so that images can be seen to share it. */
export function settings(name: string): BuiltLayer {
  const content = `name: ${name}\nlog: { level: info, format: json }\nlisten: 0.0.0.0:8080\n`
  return layer({
    path: `usr/share/${name}/messages.bin`,
    sizeBytes: 18_000,
    files: [{ path: `etc/${name}.yaml`, content }],
    createdBy: `COPY ${name}.yaml /etc/${name}.yaml # buildkit`,
  })
}

export function program(options: {
  name: string
  version: string
  architecture: string
  sizeBytes: number
}): BuiltLayer {
  const { name, version, architecture, sizeBytes } = options
  return layer({
    path: `usr/local/bin/${name}`,
    seed: `${version} ${architecture}`,
    sizeBytes,
    files: [{ path: `usr/share/${name}/VERSION`, content: `${version}\n` }],
    createdBy: `COPY /out/${name} /usr/local/bin/${name} # buildkit`,
  })
}

import type { Platform } from '@/lib/oci/platform'
import { normalizePlatform } from '@/lib/oci/platform'
import { platformInTag } from './tag-platform'

/** Source: Go 1.24, internal/syslist. */
const operatingSystems = new Set(
  'aix android darwin dragonfly freebsd illumos ios js linux netbsd openbsd plan9 solaris wasi wasip1 windows'.split(
    ' ',
  ),
)
const architectures = new Set(
  '386 amd64 arm arm64 loong64 mips mips64 mips64le mipsle ppc64 ppc64le riscv64 s390x wasm wasm32 sparc64'.split(' '),
)

/** Whether a client can ask for it: os and architecture have names that Go knows. */
export function isKnownPlatform(platform: Platform): boolean {
  const { os, architecture } = normalizePlatform(platform)
  return operatingSystems.has(os) && architectures.has(architecture)
}

/** What an unusual name probably means: `linux/armv7l` → `linux/arm/v7`. */
export function likelyPlatform({ os, architecture }: Platform): Platform | undefined {
  const claim = platformInTag(architecture)
  return claim?.rest === 'latest' && claim.statesArchitecture ? { ...claim.platform, os } : undefined
}

import { parsePlatform } from '@/lib/oci/platform'

export const families = ['amd64', 'arm64', 'arm', 'ppc64le', 's390x', 'riscv64', 'mips', 'loong', 'unknown'] as const
export type PlatformFamily = (typeof families)[number]

const members: Record<string, PlatformFamily> = {
  amd64: 'amd64',
  '386': 'amd64',
  arm64: 'arm64',
  arm: 'arm',
  ppc64le: 'ppc64le',
  ppc64: 'ppc64le',
  s390x: 's390x',
  riscv64: 'riscv64',
  loong64: 'loong',
}

/** The CPU family of a platform as the API writes it (`linux/arm/v7`): what its colour and shape stand for. */
export function platformFamily(platform: string): PlatformFamily {
  const architecture = parsePlatform(platform)?.architecture ?? ''
  if (architecture.startsWith('mips')) return 'mips'
  return (Object.hasOwn(members, architecture) ? members[architecture] : undefined) ?? 'unknown'
}

export const familyTextClass: Record<PlatformFamily, string> = {
  amd64: 'text-family-amd64',
  arm64: 'text-family-arm64',
  arm: 'text-family-arm',
  ppc64le: 'text-family-ppc64le',
  s390x: 'text-family-s390x',
  riscv64: 'text-family-riscv64',
  mips: 'text-family-mips',
  loong: 'text-family-loong',
  unknown: 'text-family-unknown',
}

import type { Comparison, PlatformComparison } from '@/lib/contract/compare'

export const sampleDigest = (character: string) => `sha256:${character.repeat(64)}`

export function samplePlatform(rest: Partial<PlatformComparison> = {}): PlatformComparison {
  return {
    platform: 'linux/amd64',
    change: 'changed',
    before: { digest: sampleDigest('1'), size: 2_000_000 },
    after: { digest: sampleDigest('2'), size: 2_500_000 },
    layers: [
      { digest: sampleDigest('a'), size: 1_000_000, change: 'kept' },
      { digest: sampleDigest('b'), size: 1_500_000, change: 'added' },
      { digest: sampleDigest('c'), size: 1_000_000, change: 'removed' },
    ],
    fields: [{ field: 'env VERSION', before: '1.0', after: '1.1' }],
    problems: [],
    ...rest,
  }
}

export function sampleComparison(platforms: PlatformComparison[], rest: Partial<Comparison> = {}): Comparison {
  return {
    base: { reference: 'ghcr.io/org/app:1.0', digest: sampleDigest('e') },
    target: { reference: 'ghcr.io/org/app:1.1', digest: sampleDigest('f') },
    platforms,
    ...rest,
  }
}

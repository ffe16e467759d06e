import type { PlatformFamily } from '@/components/reference/platform-family'

/** The colours of the style sheet, for pictures, which cannot read it; light and dark. */
export const familyColors: Record<PlatformFamily, readonly [light: string, dark: string]> = {
  amd64: ['#0a50b8', '#5299e4'],
  arm64: ['#ae4009', '#f07f4c'],
  arm: ['#ab760d', '#fed830'],
  ppc64le: ['#108363', '#a6eab4'],
  s390x: ['#d43f90', '#ba6a9f'],
  riscv64: ['#7d4be9', '#8a66ff'],
  mips: ['#008abd', '#46c3ff'],
  loong: ['#7d1f1a', '#da4749'],
  unknown: ['#414c55', '#9da9b3'],
}

export const pictureColors = {
  surface: ['#f5f8f9', '#0b1218'],
  'surface-raised': ['#ffffff', '#111b23'],
  ink: ['#0c1a24', '#e8f0f4'],
  'ink-muted': ['#445664', '#a6b8c4'],
  line: ['#dce4e9', '#22313d'],
  'line-strong': ['#7a8b97', '#64798a'],
  accent: ['#00646c', '#56c8cb'],
} as const

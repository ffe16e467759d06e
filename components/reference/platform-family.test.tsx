import { expect, it } from 'vitest'
import { platformFamily } from './platform-family'

it.each([
  ['linux/amd64', 'amd64'],
  ['linux/amd64/v3', 'amd64'],
  ['linux/386', 'amd64'],
  ['windows/amd64 (10.0.20348.2700)', 'amd64'],
  ['linux/arm64', 'arm64'],
  ['linux/aarch64', 'arm64'],
  ['linux/arm/v6', 'arm'],
  ['linux/ppc64le', 'ppc64le'],
  ['linux/s390x', 's390x'],
  ['linux/riscv64', 'riscv64'],
  ['linux/mips64le', 'mips'],
  ['linux/loong64', 'loong'],
  ['unknown/unknown', 'unknown'],
  ['linux/constructor', 'unknown'],
  ['', 'unknown'],
])('%s belongs to %s', (platform, family) => {
  expect(platformFamily(platform)).toBe(family)
})

import { describe, expect, test } from 'vitest'
import { guessMachine, type MachineSignals } from './machine-guess'

const safari =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15'
const onLinux = (machine: string) => `Mozilla/5.0 (X11; Linux ${machine}; rv:145.0) Gecko/20100101 Firefox/145.0`
const chromeOnLinux =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'
const onWindows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0'
const hints = (platform: string, architecture: string, bitness = '64') => ({ platform, architecture, bitness })

describe('guessMachine', () => {
  test.each<[string, MachineSignals, string | undefined, boolean?]>([
    ['a Mac with Apple silicon, by hints', { userAgent: safari, hints: hints('macOS', 'arm') }, 'linux/arm64', false],
    ['a Mac with Intel, by hints', { userAgent: safari, hints: hints('macOS', 'x86') }, 'linux/amd64', false],
    ['a Mac whose browser always says Intel', { userAgent: safari }, 'linux/arm64', true],
    ['a Mac whose browser keeps its hints', { userAgent: safari, hints: hints('macOS', '', '') }, 'linux/arm64', true],
    ['Windows on ARM, by hints', { userAgent: onWindows, hints: hints('Windows', 'arm') }, 'linux/arm64', false],
    ['Windows on x86, by hints', { userAgent: onWindows, hints: hints('Windows', 'x86') }, 'linux/amd64', false],
    ['Windows without hints', { userAgent: onWindows }, 'linux/amd64', true],
    ['Linux on ARM, by hints', { userAgent: chromeOnLinux, hints: hints('Linux', 'arm') }, 'linux/arm64', false],
    ['32-bit ARM, by hints', { userAgent: chromeOnLinux, hints: hints('Linux', 'arm', '32') }, 'linux/arm/v7', false],
    ['Chrome on Linux without hints', { userAgent: chromeOnLinux }, 'linux/amd64', true],
    ['Firefox on Linux', { userAgent: onLinux('x86_64') }, 'linux/amd64', false],
    ['Firefox on ARM', { userAgent: onLinux('aarch64') }, 'linux/arm64', false],
    ['a Raspberry Pi of 32 bits', { userAgent: onLinux('armv7l') }, 'linux/arm/v7', false],
    ['a mainframe', { userAgent: onLinux('s390x') }, 'linux/s390x', false],
    ['RISC-V', { userAgent: onLinux('riscv64') }, 'linux/riscv64', false],
    ['a Linux machine of an unknown kind', { userAgent: onLinux('constructor') }, undefined],
    ['a Chromebook', { userAgent: 'Mozilla/5.0 (X11; CrOS aarch64 14541.0.0) Chrome/142.0.0.0' }, 'linux/arm64', false],
    ['an iPad that calls itself a Mac', { userAgent: safari, maxTouchPoints: 5 }, undefined],
    ['an iPhone', { userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X)' }, undefined],
    ['Android', { userAgent: 'Mozilla/5.0 (Linux; Android 16; Pixel 9)', hints: hints('Android', '') }, undefined],
    ['FreeBSD', { userAgent: 'Mozilla/5.0 (X11; FreeBSD amd64; rv:145.0)' }, undefined],
    ['nothing', { userAgent: '' }, undefined],
  ])('%s', (_case, signals, platform, isUncertain) => {
    const guess = guessMachine(signals)
    expect(guess?.platform).toBe(platform)
    expect(guess?.isUncertain).toBe(isUncertain)
    if (guess?.isUncertain) expect(guess.reason).toMatch(/^A guess: /)
  })
})

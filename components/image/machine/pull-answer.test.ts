import { describe, expect, test } from 'vitest'
import type { PlatformRow } from '@/lib/contract/image'
import { parsePlatform } from '@/lib/oci/platform'
import { sampleImage, sampleRow } from '../sample-image.test-data'
import { pullAnswer } from './pull-answer'

/** Rows as an index states them. */
function stated(platform: string, rest: Partial<PlatformRow> = {}): PlatformRow {
  const parsed = parsePlatform(platform)
  const { os, architecture, variant, 'os.version': osVersion } = parsed ?? {}
  return sampleRow(platform, {
    ...(os ? { os } : {}),
    ...(architecture ? { architecture } : {}),
    ...(variant ? { variant } : {}),
    ...(osVersion ? { osVersion } : {}),
    ...rest,
  })
}

function answerOn(host: string, rows: PlatformRow[], kind: 'index' | 'image' = 'index') {
  const platform = parsePlatform(host)
  if (!platform) throw new Error(`${host} is no platform`)
  return pullAnswer(sampleImage(rows, { kind }), platform)
}

describe('of an index', () => {
  test.each([
    ['linux/arm64', ['linux/amd64', 'linux/arm64'], 'linux/arm64'],
    ['linux/amd64/v3', ['linux/amd64', 'linux/amd64/v3', 'linux/amd64/v4'], 'linux/amd64/v3'],
    ['linux/amd64', ['linux/386', 'linux/amd64/v2'], 'linux/386'],
    ['linux/arm/v6', ['linux/arm/v5', 'linux/arm/v7'], 'linux/arm/v5'],
    ['linux/arm64', ['linux/arm/v7'], 'linux/arm/v7'],
    [
      'windows/amd64 (10.0.26100)',
      ['windows/amd64 (10.0.17763.1)', 'windows/amd64 (10.0.20348.2)'],
      'windows/amd64 (10.0.20348.2)',
    ],
    ['linux/s390x', ['linux/amd64', 'linux/arm64'], undefined],
    ['windows/amd64 (10.0.17763)', ['linux/amd64', 'windows/amd64 (10.0.20348.2)'], undefined],
  ])('a client on %s, offered %j, takes %s', (host, platforms, taken) => {
    const answer = answerOn(
      host,
      platforms.map((platform) => stated(platform)),
    )
    expect(answer.row?.platform).toBe(taken)
    expect(answer.isNative).toBe(taken !== undefined)
  })

  test('what fails is said, with what can be emulated', () => {
    expect(answerOn('linux/s390x', [stated('linux/amd64')]).words).toMatch(
      /no matching manifest.*linux\/amd64.*emulates/,
    )
  })
})

describe('where Podman differs', () => {
  test.each([
    ['it takes the same', 'linux/arm64', [stated('linux/arm64')], undefined],
    ['the variant that Docker leaves out', 'linux/arm64', [stated('linux/arm64', { variant: 'v8' })], undefined],
    [
      'a spelling that only Docker understands',
      'linux/amd64',
      [stated('linux/amd64', { architecture: 'x86_64' })],
      'find nothing',
    ],
    ['v1, which only Docker takes for none', 'linux/amd64', [stated('linux/amd64', { variant: 'v1' })], 'find nothing'],
    [
      'a newer CPU, for which it takes the plain entry',
      'linux/amd64/v3',
      [stated('linux/amd64'), stated('linux/amd64/v3')],
      'take linux/amd64.',
    ],
    ['ARM of 32 bits on 64', 'linux/arm64', [stated('linux/arm/v7')], 'find nothing'],
    ['Windows, where Podman runs Linux containers only', 'windows/amd64', [stated('windows/amd64')], undefined],
  ])('%s', (_case, host, rows, words) => {
    const { podman } = answerOn(host, rows)
    if (words === undefined) expect(podman).toBeUndefined()
    else expect(podman).toContain(words)
  })
})

describe('of one image without an index', () => {
  test.each([
    ['linux/amd64', true, 'runs it'],
    ['linux/arm64', false, 'can only emulate it'],
    ['linux/s390x', false, 'exec format error'],
    ['windows/amd64 (10.0.20348)', false, 'cannot run it'],
  ])('a client on %s pulls it whatever it is', (host, isNative, words) => {
    const row = stated('linux/amd64')
    const answer = answerOn(host, [row], 'image')
    expect(answer).toMatchObject({ row, isNative })
    expect(answer.words).toContain(words)
  })

  test('whether it runs is unknown when it does not say what it is for', () => {
    const answer = answerOn('linux/amd64', [sampleRow('unknown')], 'image')
    expect(answer.isNative).toBe(false)
    expect(answer.words).toMatch(/whether it runs is unknown/)
  })
})

import { describe, expect, it } from 'vitest'
import { formatPlatform, normalizePlatform, type Platform, parsePlatform } from '@/lib/oci/platform'
import { acceptablePlatforms } from './acceptable-platforms'
import { chooseEntry } from './choose-entry'
import { windowsHostRuns } from './windows-version'

function platform(text: string): Platform {
  const parsed = parsePlatform(text)
  if (!parsed) throw new Error(`${text} is no platform`)
  return parsed
}

const arm = (newest: number) => ['v8', 'v7', 'v6', 'v5'].slice(8 - newest).map((variant) => `linux/arm/${variant}`)
const arm64 = (versions: string) => versions.split(' ').map((version) => `linux/arm64/${version}`)

describe('what a host accepts, best first', () => {
  it.each([
    ['linux/amd64', ['linux/amd64', 'linux/386']],
    ['linux/amd64/v2', ['linux/amd64/v2', 'linux/amd64', 'linux/386']],
    ['linux/amd64/v3', ['linux/amd64/v3', 'linux/amd64/v2', 'linux/amd64', 'linux/386']],
    ['linux/amd64/v4', ['linux/amd64/v4', 'linux/amd64/v3', 'linux/amd64/v2', 'linux/amd64', 'linux/386']],
    ['linux/386', ['linux/386']],
    ['linux/arm', arm(7)],
    ['linux/arm/v8', arm(8)],
    ['linux/arm/v7', arm(7)],
    ['linux/arm/v6', arm(6)],
    ['linux/arm/v5', arm(5)],
    ['linux/arm64', [...arm64('v8'), ...arm(8)]],
    ['linux/arm64/v8', [...arm64('v8'), ...arm(8)]],
    ['linux/arm64/v8.2', [...arm64('v8.2 v8.1 v8'), ...arm(8)]],
    ['linux/arm64/v9', [...arm64('v9 v8.5 v8.4 v8.3 v8.2 v8.1 v8'), ...arm(8)]],
    ['linux/arm64/v9.2', [...arm64('v9.2 v9.1 v9 v8.7 v8.6 v8.5 v8.4 v8.3 v8.2 v8.1 v8'), ...arm(8)]],
    ['linux/arm64/v7', []],
    ['linux/ppc64le', ['linux/ppc64le']],
    ['linux/s390x', ['linux/s390x']],
    ['linux/riscv64', ['linux/riscv64']],
    ['windows/amd64', ['windows/amd64', 'windows/386']],
    ['windows(10.0.20348)/amd64', ['windows(10.0.20348)/amd64', 'windows(10.0.20348)/386']],
    ['darwin/arm64', ['darwin/arm64', 'darwin/arm/v8', 'darwin/arm/v7', 'darwin/arm/v6', 'darwin/arm/v5']],
  ])('%s', (host, expected) => {
    const names = (list: Platform[]) => list.map((item) => formatPlatform(normalizePlatform(item)))
    expect(names(acceptablePlatforms(platform(host)))).toEqual(names(expected.map(platform)))
  })
})

describe('which Windows images a Windows host runs', () => {
  const images = [
    '',
    '10.0.14393.1',
    '10.0.17763.100',
    '10.0.19042.1',
    '10.0.20348.2322',
    '10.0.22621.1',
    '10.0.25398.1',
    '10.0.26100.1',
    '10.0.26200.1',
    'abc',
  ]
  it.each([
    ['10.0.17763', ['', '10.0.17763.100']],
    ['10.0.20348', ['', '10.0.20348.2322']],
    ['10.0.22621', ['', '10.0.20348.2322', '10.0.22621.1']],
    ['10.0.25398', ['', '10.0.20348.2322', '10.0.22621.1', '10.0.25398.1']],
    ['10.0.26100', ['', '10.0.20348.2322', '10.0.22621.1', '10.0.25398.1', '10.0.26100.1']],
    ['10.0.26200', ['', '10.0.26100.1', '10.0.26200.1']],
    ['', images],
  ])('%s', (host, expected) => {
    expect(images.filter((image) => windowsHostRuns(host, image))).toEqual(expected)
  })
})

const offered = (...names: string[]) =>
  names.map((name, position) => ({ digest: String(position), platform: platform(name) }))

describe('the entry that is pulled', () => {
  it.each([
    ['the exact one', 'linux/arm64', ['linux/amd64', 'linux/arm64'], 1],
    ['the first of two equals', 'linux/arm64', ['linux/arm64', 'linux/arm64/v8'], 0],
    ['the best variant, wherever it stands', 'linux/arm/v7', ['linux/arm/v5', 'linux/arm/v6', 'linux/arm/v7'], 2],
    ['an older variant where there is no better one', 'linux/arm/v7', ['linux/arm/v8', 'linux/arm/v6'], 1],
    ['32-bit ARM on 64-bit ARM', 'linux/arm64', ['linux/amd64', 'linux/arm/v7'], 1],
    ['386 on amd64', 'linux/amd64', ['linux/arm64', 'linux/386'], 1],
    ['never a newer amd64 level than the host names', 'linux/amd64', ['linux/amd64/v2', 'linux/amd64/v3'], undefined],
    ['nothing of another os', 'linux/amd64', ['windows/amd64'], undefined],
    [
      'the Windows build of the host',
      'windows(10.0.17763)/amd64',
      ['windows(10.0.20348.1)/amd64', 'windows(10.0.17763.1)/amd64'],
      1,
    ],
    [
      'the highest Windows version that runs',
      'windows(10.0.26100)/amd64',
      ['windows(10.0.20348.1)/amd64', 'windows(10.0.26100.1)/amd64'],
      1,
    ],
    ['more features of the same platform', 'linux(+gpu)/amd64', ['linux/amd64', 'linux(+gpu)/amd64'], 1],
    ['none that needs features the host lacks', 'linux/amd64', ['linux(+gpu)/amd64'], undefined],
  ])('%s', (_case, host, names, expected) => {
    const { chosen } = chooseEntry(platform(host), offered(...names))
    expect(chosen?.digest).toBe(expected === undefined ? undefined : String(expected))
  })

  it('win32k does not keep a Windows image from a Windows host', () => {
    const entry = { digest: 'a', platform: { os: 'windows', architecture: 'amd64', 'os.features': ['win32k'] } }
    expect(chooseEntry(platform('windows/amd64'), [entry]).chosen?.digest).toBe('a')
  })

  it.each([
    ['windows/amd64', 'other-os'],
    ['linux/s390x', 'other-architecture'],
    ['linux/amd64/v3', 'newer-variant'],
  ])('%s is passed over: %s', (name, verdict) => {
    expect(chooseEntry(platform('linux/amd64'), offered(name)).entries[0]?.verdict).toBe(verdict)
  })

  it('an entry without a platform is never taken', () => {
    expect(chooseEntry(platform('linux/amd64'), [{ digest: 'a' }])).toMatchObject({
      entries: [{ verdict: 'no-platform' }],
    })
  })
})

import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { configVariables, InvalidConfigError, readConfig } from './config'

test('without any variable everything has a default', () => {
  expect(readConfig({ DOCKER_CONFIG: '/somewhere', XDG_RUNTIME_DIR: '/run/me', XDG_CONFIG_HOME: '/me' })).toMatchObject(
    {
      plainHttp: [],
      signInFiles: ['/somewhere/config.json', '/run/me/containers/auth.json', '/me/containers/auth.json'],
      readOnly: false,
      timeoutMs: 30_000,
    },
  )
})

test.each([
  ['ARCHIPELAGO_PLAIN_HTTP', 'registry.lan:5000, 10.0.0.5', { plainHttp: ['registry.lan:5000', '10.0.0.5'] }],
  ['ARCHIPELAGO_DOCKER_CONFIG', '/own/config.json', { signInFiles: ['/own/config.json'] }],
  ['ARCHIPELAGO_READ_ONLY', 'true', { readOnly: true }],
  ['ARCHIPELAGO_READ_ONLY', '0', { readOnly: false }],
  ['ARCHIPELAGO_READ_ONLY', '', { readOnly: false }],
  ['ARCHIPELAGO_TIMEOUT_MS', '5000', { timeoutMs: 5000 }],
  ['ARCHIPELAGO_DATA_DIR', '/var/lib/archipelago', { dataFolder: '/var/lib/archipelago' }],
  ['XDG_STATE_HOME', '/state', { dataFolder: '/state/archipelago' }],
  ['XDG_STATE_HOME', 'relative', { dataFolder: expect.stringMatching(/\/\.local\/state\/archipelago$/) }],
  ['REDIS_URL', 'redis://redis:6379/2', { redisUrl: 'redis://redis:6379/2' }],
  ['REDIS_URL', '', { redisUrl: undefined }],
  [
    'ARCHIPELAGO_ORIGIN',
    'https://Images.example.com/',
    { origin: 'https://images.example.com', allowedHosts: ['images.example.com'] },
  ],
  ['ARCHIPELAGO_ALLOWED_HOSTS', 'Images.example.com', { allowedHosts: ['images.example.com'] }],
])('%s=%s is read', (name, value, expected) => {
  expect(readConfig({ [name]: value })).toMatchObject(expected)
})

function faultsOf(environment: Record<string, string>): string[] {
  try {
    readConfig(environment)
  } catch (error) {
    if (error instanceof InvalidConfigError) return error.faults
    throw error
  }
  return []
}

test.each([
  ['ARCHIPELAGO_READ_ONLY', 'perhaps', 'must be true or false'],
  ['ARCHIPELAGO_TIMEOUT_MS', '5s', 'must be a whole number from 100 to 300000'],
  ['ARCHIPELAGO_TIMEOUT_MS', '1', 'must be a whole number from 100 to 300000'],
  ['ARCHIPELAGO_PLAIN_HTTP', 'http://registry.lan', 'must be a registry'],
  ['ARCHIPELAGO_ORIGIN', 'https://images.example.com/path', 'must be an address'],
  ['ARCHIPELAGO_ORIGIN', 'images.example.com', 'must be an address'],
  ['ARCHIPELAGO_API_TOKEN', 'short', 'must have at least 16 characters'],
  ['ARCHIPELAGO_LOG_LEVEL', 'loud', 'must be error, warn, info, debug or silent'],
  ['ARCHIPELAGO_DATA_DIR', 'data', 'must be the absolute path'],
  ['REDIS_URL', 'redis:6379', 'must be an address such as redis://host:6379'],
  ['ARCHIPELAGO_TIMEOUT', '5000', 'is not a setting of Archipelago'],
])('%s=%s is refused by name', (name, value, reason) => {
  const [fault, ...others] = faultsOf({ [name]: value })
  expect(fault).toContain(name)
  expect(fault).toContain(reason)
  expect(others).toEqual([])
})

test('every bad variable is named, not only the first', () => {
  const faults = faultsOf({ ARCHIPELAGO_READ_ONLY: 'x', ARCHIPELAGO_CACHE_MIB: 'y', ARCHIPELAGO_NOPE: 'z' })
  expect(faults.map((fault) => fault.split(' ')[0]).toSorted()).toEqual([
    'ARCHIPELAGO_CACHE_MIB',
    'ARCHIPELAGO_NOPE',
    'ARCHIPELAGO_READ_ONLY',
  ])
})

describe('the file of registries', () => {
  const folder = mkdtempSync(join(tmpdir(), 'archipelago-'))
  const fileWith = (text: string) => {
    const path = join(folder, 'registries.json')
    writeFileSync(path, text)
    return path
  }

  it('is read', () => {
    const path = fileWith('{"Registry.example.com": {"name": "Ours", "readOnly": true}}')
    expect(readConfig({ ARCHIPELAGO_REGISTRIES: path }).registries).toMatchObject({
      'registry.example.com': { name: 'Ours', readOnly: true },
    })
  })

  it.each([
    ['{', 'valid JSON'],
    ['{"a.example": {"plainHttp": "yes"}}', 'a.example → plainHttp'],
    ['{"a.example": {"nonsense": 1}}', 'a.example'],
  ])('%s is refused: %s', (text, reason) => {
    const [fault] = faultsOf({ ARCHIPELAGO_REGISTRIES: fileWith(text) })
    expect(fault).toContain('ARCHIPELAGO_REGISTRIES')
    expect(fault).toContain(reason)
  })

  it('that is not there is refused', () => {
    expect(faultsOf({ ARCHIPELAGO_REGISTRIES: join(folder, 'none.json') })[0]).toContain('can be read')
  })
})

describe('shared mode', () => {
  const secret = 'x'.repeat(32)
  const enough = {
    ARCHIPELAGO_MODE: 'shared',
    ARCHIPELAGO_ORIGIN: 'https://images.example.com',
    ARCHIPELAGO_SECRET: secret,
  }

  it('starts with an origin and a secret', () => {
    const config = readConfig({ ...enough, ARCHIPELAGO_SECRET: `${secret}, ${'y'.repeat(40)}` })
    expect(config.mode).toBe('shared')
    expect(config.secrets.map((one) => one.reveal())).toEqual([secret, 'y'.repeat(40)])
    expect(JSON.stringify(config)).not.toContain(secret)
  })

  it('takes http on this machine', () => {
    expect(readConfig({ ...enough, ARCHIPELAGO_ORIGIN: 'http://127.0.0.1:4100' }).origin).toBe('http://127.0.0.1:4100')
  })

  it('names everything that is missing at once', () => {
    const faults = faultsOf({ ARCHIPELAGO_MODE: 'shared' })
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual(['ARCHIPELAGO_ORIGIN', 'ARCHIPELAGO_SECRET'])
  })

  it.each([
    ['ARCHIPELAGO_ORIGIN', 'http://images.example.com', 'must start with https://'],
    ['ARCHIPELAGO_SECRET', 'x'.repeat(31), 'must have at least 32 bytes'],
    ['ARCHIPELAGO_SECRET', `${secret},short`, 'must have at least 32 bytes'],
    ['ARCHIPELAGO_SECRET', ' , ', 'must be set'],
    ['ARCHIPELAGO_MODE', 'public', 'must be local or shared'],
    ['ARCHIPELAGO_ALLOWED_HOSTS', 'images.example.com', 'is for local mode'],
    ['ARCHIPELAGO_ALLOWED_REGISTRIES', 'https://registry.lan', 'must be a registry'],
    ['ARCHIPELAGO_USER_HEADER', 'X Forwarded User', 'must be the name of a header'],
  ])('%s=%s is refused by name', (name, value, reason) => {
    const [fault, ...others] = faultsOf({ ...enough, [name]: value })
    expect(others).toEqual([])
    expect(fault).toMatch(new RegExp(`^${name} ${reason}`))
    expect(fault).not.toContain(secret)
  })

  it('believes a name from nobody in particular as little as an address of no proxy', () => {
    expect(faultsOf({ ARCHIPELAGO_USER_HEADER: 'X-User' })).toEqual([
      expect.stringMatching(/^ARCHIPELAGO_TRUSTED_PROXIES/),
    ])
    expect(faultsOf({ ARCHIPELAGO_USER_HEADER: 'X-User', ARCHIPELAGO_TRUSTED_PROXIES: 'proxy' })).toEqual([
      expect.stringMatching(/^ARCHIPELAGO_TRUSTED_PROXIES must be addresses/),
    ])
  })
})

test('the README explains every variable', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  const explained = [...readme.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell]) => cell?.match(/[A-Z][A-Z_]+/g) ?? [])
  // set by the demo for itself
  expect(configVariables.filter((name) => name !== 'ARCHIPELAGO_SANDBOX' && !explained.includes(name))).toEqual([])
})

import { readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Credential } from './credential'
import { askCredentialHelper } from './credential-helper'
import { dockerConfigCredentials, firstCredentials, podmanAuthPaths } from './credentials'
import { InvalidDockerConfigError, parseDockerConfig } from './docker-config'
import { Secret } from './secret'

const auth = (text: string) => Buffer.from(text).toString('base64')

function revealed(credential: Credential | undefined): string | undefined {
  if (!credential) return undefined
  if ('registryToken' in credential) return `registry token ${credential.registryToken.reveal()}`
  if ('identityToken' in credential) return `identity token ${credential.identityToken.reveal()}`
  return `${credential.username}:${credential.password.reveal()}`
}

describe('parseDockerConfig', () => {
  const cases: [name: string, auths: unknown, registry: string, expected: string | undefined][] = [
    ['auth', { 'ghcr.io': { auth: auth('bob:p:w') } }, 'ghcr.io', 'bob:p:w'],
    ['Docker Hub', { 'https://index.docker.io/v1/': { auth: auth('bob:pw') } }, 'docker.io', 'bob:pw'],
    ['a key with scheme and path', { 'https://r.example:5000/v2/': { auth: auth('b:p') } }, 'r.example:5000', 'b:p'],
    ['username and password', { 'r.example': { username: 'b', password: 'p' } }, 'r.example', 'b:p'],
    ['an identity token', { 'r.example': { auth: auth('b:'), identitytoken: 'T' } }, 'r.example', 'identity token T'],
    ['a registry token', { 'r.example': { registrytoken: 'R' } }, 'r.example', 'registry token R'],
    ['padded by NUL', { 'r.example': { auth: auth('b:p\0\0') } }, 'r.example', 'b:p'],
    ['an empty entry', { 'r.example': {} }, 'r.example', undefined],
    ['no colon', { 'r.example': { auth: auth('bob') } }, 'r.example', undefined],
    ['a broken entry beside', { 'x.example': 5, 'r.example': { auth: auth('b:p') } }, 'r.example', 'b:p'],
    [
      'the exact host first',
      { 'r.example': { auth: auth('exact:p') }, 'https://r.example/v1/': { auth: auth('old:p') } },
      'r.example',
      'exact:p',
    ],
    ['another registry', { 'r.example': { auth: auth('b:p') } }, 'r.example.evil', undefined],
    ['no auths', undefined, 'r.example', undefined],
    ['auths that are no object', 'x', 'r.example', undefined],
    [
      'the refresh token that Azure hands out as a password',
      { 'me.azurecr.io': { auth: auth('00000000-0000-0000-0000-000000000000:R') } },
      'me.azurecr.io',
      'identity token R',
    ],
    ['a namespace (podman)', { 'quay.io/team/': { auth: auth('b:p') } }, 'quay.io/team', 'b:p'],
    ['no namespace in an old address', { 'r.example/v1/': { auth: auth('b:p') } }, 'r.example', 'b:p'],
  ]
  it.each(cases)('reads %s', (_name, auths, registry, expected) => {
    expect(revealed(parseDockerConfig(JSON.stringify({ auths })).auths.get(registry))).toBe(expected)
  })
})

it('reads any text as a configuration or refuses it', () => {
  const config = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc.object().map((value) => JSON.stringify(value)),
  )
  const entry = fc.dictionary(fc.string(), fc.anything())
  const nearly = fc
    .record({ auths: fc.oneof(entry, fc.dictionary(fc.string(), entry)), credHelpers: entry, credsStore: fc.string() })
    .map((value) => JSON.stringify(value, (_key, item) => (typeof item === 'bigint' ? String(item) : item)))
  fc.assert(
    fc.property(fc.oneof(config, nearly), (text) => {
      try {
        return [...parseDockerConfig(text).credHelpers.values()].every((name) => /^[a-z0-9_-]+$/.test(name))
      } catch (error) {
        return error instanceof InvalidDockerConfigError
      }
    }),
  )
})

describe('dockerConfigCredentials', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'archipelago-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('reads the file again when it has changed, and knows nothing when it is missing or broken', async () => {
    const path = join(folder, 'config.json')
    const source = dockerConfigCredentials(path)
    const put = async (text: string, seconds: number) => {
      await writeFile(path, text)
      await utimes(path, seconds, seconds)
    }
    expect(await source.find('r.example')).toBeUndefined()
    await put(JSON.stringify({ auths: { 'r.example': { auth: auth('a:1') } } }), 1000)
    expect(revealed(await source.find('r.example'))).toBe('a:1')
    await put(JSON.stringify({ auths: { 'r.example': { auth: auth('a:2') } } }), 2000)
    expect(revealed(await source.find('R.example'))).toBe('a:2')
    await put('{', 3000)
    expect(await source.find('r.example')).toBeUndefined()
  })
})

describe('helper programs', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'archipelago-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  const environment = () => ({ PATH: `${folder}:/usr/bin:/bin`, ARCHIPELAGO_API_TOKEN: 'ours', MARK: 'theirs' })
  const helper = (name: string, script: string) =>
    writeFile(join(folder, `docker-credential-${name}`), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  async function sourceOf(config: object) {
    await writeFile(join(folder, 'config.json'), JSON.stringify(config))
    return dockerConfigCredentials(join(folder, 'config.json'), { environment: environment() })
  }
  const echo = (username: string) =>
    `read server; echo "$1 $server $MARK $ARCHIPELAGO_API_TOKEN" >> "${folder}/calls"; printf '{"ServerURL":"%s","Username":"${username}","Secret":"s-%s"}' "$server" "$server"`
  const calls = async () => (await readFile(join(folder, 'calls'), 'utf8')).split('\n').filter(Boolean)

  it('are asked once for all requests, without a shell and without what is ours', async () => {
    await helper('keys', echo('bob'))
    const source = await sourceOf({ credsStore: 'keys' })
    const found = await Promise.all([1, 2, 3].map(() => source.find('r.example', 'team/app')))
    expect(found.map(revealed)).toEqual(['bob:s-r.example', 'bob:s-r.example', 'bob:s-r.example'])
    expect(revealed(await source.find('index.docker.io'))).toBe('bob:s-https://index.docker.io/v1/')
    expect(await calls()).toEqual(['get r.example theirs ', 'get https://index.docker.io/v1/ theirs '])
  })

  it('of one registry come before those of all, and before what the file holds', async () => {
    await helper('keys', echo('all'))
    await helper('own', echo('<token>'))
    const source = await sourceOf({
      credsStore: 'keys',
      credHelpers: { 'r.example': 'own' },
      auths: { 'r.example': { auth: auth('file:p') }, 'r.example/team': { auth: auth('team:p') } },
    })
    expect(revealed(await source.find('r.example'))).toBe('identity token s-r.example')
    expect(revealed(await source.find('r.example', 'team/app'))).toBe('team:p')
    expect(revealed(await source.find('s.example'))).toBe('all:s-s.example')
  })

  it('give Azure’s refresh token as the password of a user of zeros', async () => {
    await helper('acr', echo('00000000-0000-0000-0000-000000000000'))
    const source = await sourceOf({ credHelpers: { 'me.azurecr.io': 'acr' } })
    expect(revealed(await source.find('me.azurecr.io'))).toBe('identity token s-me.azurecr.io')
  })

  it.each([
    ['know nothing', 'echo "credentials not found in native keychain"; exit 1'],
    ['print no JSON', 'echo hello'],
    ['print half an answer', `printf '{"Username":"bob"}'`],
    ['print too much', `head -c 200000 /dev/zero`],
    ['ask for something', `printf '{"Username":"","Secret":"x"}'`],
  ])('that %s leave it to the file', async (_name, script) => {
    await helper('keys', script)
    const source = await sourceOf({ credsStore: 'keys', auths: { 'r.example': { auth: auth('file:p') } } })
    expect(revealed(await source.find('r.example'))).toBe('file:p')
    expect(await source.find('s.example')).toBeUndefined()
  })

  it('that are missing, or of a name that leads elsewhere, are none', async () => {
    for (const credsStore of ['missing', '../evil', 'a;b', 'A', ''])
      expect(await (await sourceOf({ credsStore })).find('r.example')).toBeUndefined()
  })

  it('that hang are ended, with what they have started', async () => {
    await helper('slow', `echo $$ > "${folder}/pid"; sleep 600 & echo $! >> "${folder}/pid"; wait`)
    const options = { environment: environment(), timeoutMs: 300 }
    expect(await askCredentialHelper({ name: 'slow', server: 'r.example' }, options)).toBeUndefined()
    const pids = (await readFile(join(folder, 'pid'), 'utf8')).split('\n').filter(Boolean)
    expect(pids).toHaveLength(2)
    const isRunning = (pid: string) => {
      try {
        // a zombie that nobody has waited for yet still takes signals
        return !/^State:\s*Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
      } catch {
        return false
      }
    }
    await expect.poll(() => pids.filter(isRunning)).toEqual([])
  })
})

describe('several sources', () => {
  const source = (found: string | undefined) => ({
    find: async () => (found ? { username: found, password: new Secret('p') } : undefined),
  })

  it('are asked in their order', async () => {
    expect(revealed(await firstCredentials([source(undefined), source('b'), source('c')]).find('r'))).toBe('b:p')
    expect(await firstCredentials([source(undefined)]).find('r')).toBeUndefined()
  })

  it('of podman lie where it looks', () => {
    expect(podmanAuthPaths({ XDG_RUNTIME_DIR: '/run/user/1' }, '/home/bob')).toEqual([
      '/run/user/1/containers/auth.json',
      '/home/bob/.config/containers/auth.json',
    ])
    expect(podmanAuthPaths({ REGISTRY_AUTH_FILE: '/a', XDG_CONFIG_HOME: '/c' }, '/h')).toEqual([
      '/a',
      '/c/containers/auth.json',
    ])
  })
})

describe('Secret', () => {
  it('never prints', () => {
    const secret = new Secret('hunter2')
    const printed = [
      `${secret}`,
      JSON.stringify({ secret }),
      inspect({ secret }),
      inspect(secret, { showHidden: true }),
    ]
    for (const text of printed) expect(text).not.toContain('hunter2')
    expect(secret.reveal()).toBe('hunter2')
  })
})

import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Credential, dockerConfigCredentials, parseDockerConfig } from './credentials'
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
  ]
  it.each(cases)('reads %s', (_name, auths, registry, expected) => {
    expect(revealed(parseDockerConfig(JSON.stringify({ auths })).get(registry))).toBe(expected)
  })
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

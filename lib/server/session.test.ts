import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test, vi } from 'vitest'
import { credentialOf } from '@/lib/registry/credential'
import { Secret } from '@/lib/registry/secret'
import { readConfig } from './config'
import { hasRedisServer, type RedisServer, startRedis } from './redis.fixture'
import { createSealer } from './seal'
import { SessionStore, type SignIn } from './session'
import { sessionCookieHeader, sessionIdIn } from './session-cookie'
import { MemoryVault, RedisVault, type SessionVault } from './session-vault'

const holder = globalThis as { [key: symbol]: unknown }
holder[Symbol.for('archipelago.config')] = readConfig({ ARCHIPELAGO_LOG_LEVEL: 'silent', DOCKER_CONFIG: '/nowhere' })

const password = 'correct horse battery staple'
const signIn: SignIn = {
  credential: { username: 'ada', password: new Secret(password) },
  username: 'ada',
  isConfirmed: true,
}
const secretOf = (letter: string) => new Secret(letter.repeat(32))
const minuteMs = 60_000

/** One of several servers that share what is in the vault. */
const server = (vault: SessionVault, secrets = [secretOf('a')], now = Date.now) =>
  new SessionStore({ vault, sealer: createSealer(secrets), now })

async function passwordOf(store: SessionStore, id: string | undefined): Promise<string | undefined> {
  const found = (await store.find(id))?.signIns.get('ghcr.io')?.credential
  return found && 'password' in found ? found.password.reveal() : undefined
}

class OpenVault extends MemoryVault {
  readonly entries = new Map<string, { sealed: string; ttlMs: number }>()

  override async put(name: string, sealed: string, ttlMs: number): Promise<void> {
    this.entries.set(name, { sealed, ttlMs })
    await super.put(name, sealed, ttlMs)
  }

  override async touch(name: string, ttlMs: number): Promise<boolean> {
    const entry = this.entries.get(name)
    if (entry) this.entries.set(name, { ...entry, ttlMs })
    return super.touch(name, ttlMs)
  }
}

describe('a session', () => {
  let vault: OpenVault
  beforeEach(() => {
    vault = new OpenVault()
  })

  it('lies sealed, under a name that is not the cookie’s', async () => {
    const { id } = await server(vault).signIn(undefined, 'ghcr.io', signIn)
    const text = JSON.stringify([...vault.entries])
    for (const secret of [password, Buffer.from(password).toString('base64'), id, 'ada'])
      expect(text).not.toContain(secret)
    expect(await passwordOf(server(vault), id)).toBe(password)
  })

  it('keeps the token that Azure hands out as a password as what it is', async () => {
    const username = '00000000-0000-0000-0000-000000000000'
    const credential = credentialOf(username, new Secret('refresh'))
    const { id } = await server(vault).signIn(undefined, 'ghcr.io', { ...signIn, credential, username })
    const kept = (await server(vault).find(id))?.signIns.get('ghcr.io')?.credential
    expect(kept && 'identityToken' in kept ? kept.identityToken.reveal() : undefined).toBe('refresh')
  })

  it('is not opened once a byte of it has changed', async () => {
    const { id } = await server(vault).signIn(undefined, 'ghcr.io', signIn)
    const [[name, { sealed }] = ['', { sealed: '' }]] = [...vault.entries]
    const changed = sealed.slice(0, -1) + (sealed.endsWith('A') ? 'Q' : 'A')
    await vault.put(name, changed, minuteMs)
    expect(await passwordOf(server(vault), id)).toBeUndefined()
  })

  it('is opened with an older secret, and not with an unknown one', async () => {
    const { id } = await server(vault).signIn(undefined, 'ghcr.io', signIn)
    expect(await passwordOf(server(vault, [secretOf('b'), secretOf('a')]), id)).toBe(password)
    expect(await passwordOf(server(vault, [secretOf('b')]), id)).toBeUndefined()
  })

  it('is not opened in another one’s place', async () => {
    const store = server(vault)
    const mine = await store.signIn(undefined, 'ghcr.io', signIn)
    const theirs = await store.signIn(undefined, 'quay.io', signIn)
    const [[, first], [name]] = [...vault.entries] as [[string, { sealed: string }], [string, unknown]]
    await vault.put(name, first.sealed, minuteMs)
    expect(await server(vault).find(theirs.id)).toBeUndefined()
    expect(await passwordOf(server(vault), mine.id)).toBe(password)
  })

  it('gets a new id with each sign-in, and the old one is worth nothing', async () => {
    const store = server(vault)
    const first = await store.signIn(undefined, 'ghcr.io', signIn)
    const second = await store.signIn(first, 'quay.io', signIn)
    expect(second.id).not.toBe(first.id)
    expect(await store.find(first.id)).toBeUndefined()
    expect([...((await store.find(second.id))?.signIns.keys() ?? [])]).toEqual(['ghcr.io', 'quay.io'])
  })

  it('ends half an hour after its last use, and twelve hours after its start', async () => {
    let nowMs = Date.now()
    const store = server(vault, [secretOf('a')], () => nowMs)
    const { id } = await store.signIn(undefined, 'ghcr.io', signIn)
    const ttlMs = () => [...vault.entries.values()][0]?.ttlMs
    expect(ttlMs()).toBe(30 * minuteMs)
    nowMs += (12 * 60 - 10) * minuteMs
    expect(await passwordOf(store, id)).toBe(password)
    expect(ttlMs()).toBe(10 * minuteMs)
    nowMs += 10 * minuteMs
    expect(await store.find(id)).toBeUndefined()
    expect(await server(vault).find(id)).toBeUndefined()
  })

  it('says that it cannot be read while the vault does not answer', async () => {
    vi.spyOn(vault, 'get').mockRejectedValue(new Error('redis://:password@host'))
    const failure = await server(vault)
      .find('x')
      .catch((error: unknown) => error)
    expect(failure).toMatchObject({ error: { code: 'INTERNAL', message: expect.not.stringContaining('password') } })
  })
})

let redis: RedisServer | undefined
beforeAll(async () => {
  redis = hasRedisServer ? await startRedis() : undefined
})
afterAll(() => redis?.stop())

const vaults: Record<string, () => SessionVault> = { memory: () => new MemoryVault() }
if (hasRedisServer)
  vaults.Redis = () => {
    if (!redis) throw new Error('Redis has not started')
    return new RedisVault(redis.connect(), { prefix: `test:${Math.random()}:` })
  }

describe.each(Object.keys(vaults))('two servers that share %s', (kind) => {
  const open = () => (vaults[kind] as () => SessionVault)()

  it('know each other’s sessions, and forget them together', async () => {
    const vault = open()
    const [here, there] = [server(vault), server(vault)]
    const session = await here.signIn(undefined, 'ghcr.io', signIn)
    expect(await passwordOf(there, session.id)).toBe(password)
    await here.signOut(session, 'ghcr.io')
    for (const store of [here, there]) expect(await store.find(session.id)).toBeUndefined()
  })

  it('let what was not used for long go', async () => {
    const vault = open()
    await vault.put('name', 'sealed', 40)
    expect(await vault.touch('name', 40)).toBe(true)
    expect(await vault.get('name')).toBe('sealed')
    await new Promise((resolve) => setTimeout(resolve, 120))
    expect(await vault.get('name')).toBeUndefined()
    expect(await vault.touch('name', 40)).toBe(false)
  })
})

describe('the cookie', () => {
  const secure = { origin: 'https://images.example.com' }
  afterEach(() => vi.restoreAllMocks())

  test('belongs to one host and one site, and no script sees it', () => {
    const header = sessionCookieHeader({ id: 'x' }, secure)
    expect(header).toBe('__Host-archipelago_session=x; Max-Age=43200; Path=/; HttpOnly; SameSite=Strict; Secure')
    expect(sessionCookieHeader(undefined, secure)).toMatch(/^__Host-archipelago_session=; Max-Age=0; .*Secure$/)
  })

  test('of another name is none: a sibling domain can set it', () => {
    expect(sessionIdIn('archipelago_session=evil; __Host-archipelago_session=own', secure)).toBe('own')
    expect(sessionIdIn('archipelago_session=evil', secure)).toBeUndefined()
    expect(sessionIdIn(null, secure)).toBeUndefined()
    expect(sessionIdIn('archipelago_session=own', {})).toBe('own')
  })
})

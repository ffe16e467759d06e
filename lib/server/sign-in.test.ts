import { afterEach, describe, expect, it } from 'vitest'
import { signInEndpoint } from '@/lib/contract/registries'
import { listRepositories } from '@/lib/registry/catalog'
import { startServer } from '@/lib/registry/test-server'
import { image } from '@/lib/sandbox/images/image'
import { type Sandbox, type SandboxOptions, startSandbox } from '@/lib/sandbox/sandbox'
import { readConfig } from './config'
import { handle } from './handle'
import { inspectImage } from './inspect-image'
import { listRegistries } from './list-registries'
import { createRequestContext } from './request-context'
import { sessions } from './session'
import { sessionIdIn } from './session-cookie'
import { signIn, signOut } from './sign-in'

const holder = globalThis as { [key: symbol]: unknown }
holder[Symbol.for('archipelago.config')] = readConfig({
  ARCHIPELAGO_LOG_LEVEL: 'silent',
  ARCHIPELAGO_TIMEOUT_MS: '5000',
  DOCKER_CONFIG: '/nowhere',
})

const password = 'correct horse battery staple'
let sandbox: Sandbox
afterEach(() => sandbox.close())

async function start(auth: SandboxOptions['auth']): Promise<void> {
  sandbox = await startSandbox({ port: 0, images: false, auth })
  sandbox.store.putImage({ repository: 'team/private', tag: '1', image: image() })
}

const credentials = () => ({ registry: sandbox.registry, username: 'ada', password })
const contextOf = async (sessionId?: string) =>
  createRequestContext(undefined, { session: await sessions().find(sessionId) })
const look = async (sessionId?: string) =>
  inspectImage({ ref: `${sandbox.registry}/team/private:1`, detail: 'index' }, await contextOf(sessionId))

describe.each([
  ['Basic', { kind: 'basic', username: 'ada', password } as const],
  ['Bearer', { kind: 'bearer', username: 'ada', password, anonymousPull: false } as const],
])('with %s', (_kind, auth) => {
  it('a right password is kept for this visitor alone, until signing out', async () => {
    await start(auth)
    const context = createRequestContext()
    expect(await signIn(credentials(), context)).toEqual({
      registry: sandbox.registry,
      username: 'ada',
      isConfirmed: true,
    })
    const id = context.session?.id
    expect(await look(id)).toMatchObject({ kind: 'image' })
    await expect(look()).rejects.toMatchObject({ kind: 'unauthorized' })

    const later = await contextOf(id)
    await signOut({ registry: sandbox.registry }, later)
    expect(later.session).toBeUndefined()
    await expect(look(id)).rejects.toMatchObject({ kind: 'unauthorized' })
  })

  it('a wrong password is refused and nothing is kept', async () => {
    await start(auth)
    const context = createRequestContext()
    await expect(signIn({ ...credentials(), password: 'wrong' }, context)).rejects.toThrow()
    expect(context.session).toBeUndefined()
  })
})

it('a registry that lets everybody read refuses a wrong password all the same', async () => {
  await start({ kind: 'bearer', username: 'ada', password, anonymousPull: true })
  const context = createRequestContext()
  await expect(signIn({ ...credentials(), password: 'wrong' }, context)).rejects.toMatchObject({
    error: { code: 'UNAUTHORIZED' },
  })
  expect(context.session).toBeUndefined()
})

it('a registry that asks nobody confirms nothing, and says so', async () => {
  await start(undefined)
  expect(await signIn(credentials(), createRequestContext())).toMatchObject({ isConfirmed: false })
})

it('what Azure hands out for the user of zeros is exchanged as a token, also once it has been kept', async () => {
  await start(undefined)
  const username = '00000000-0000-0000-0000-000000000000'
  const forms: string[] = []
  const server = await startServer((request, response) => {
    if (request.headers.authorization === 'Bearer T') return response.end('{"repositories":[]}')
    if (request.method !== 'POST') {
      const challenge = `Bearer realm="http://${request.headers.host}/token",service="s"`
      return response.writeHead(request.url === '/token' ? 400 : 401, { 'www-authenticate': challenge }).end()
    }
    request.on('data', (chunk: Buffer) => forms.push(chunk.toString()))
    request.on('end', () => response.end('{"access_token":"T"}'))
  })
  const context = createRequestContext()
  await signIn({ registry: server.registry, username, password: 'refresh-1' }, context)
  const { access } = await contextOf(context.session?.id)
  await listRepositories(access.client(server.registry))
  expect(new Set(forms.map((form) => new URLSearchParams(form).get('refresh_token')))).toEqual(new Set(['refresh-1']))
  await server.close()
})

it('a second sign-in gets a new id, and the old one is worth nothing', async () => {
  await start({ kind: 'basic', username: 'ada', password })
  const context = createRequestContext()
  await signIn(credentials(), context)
  const first = context.session?.id
  await signIn(credentials(), context)
  expect(context.session?.id).not.toBe(first)
  await expect(look(first)).rejects.toMatchObject({ kind: 'unauthorized' })
})

it('the browser gets an id that says nothing, and no answer ever holds the password', async () => {
  await start({ kind: 'basic', username: 'ada', password })
  const request = new Request('http://localhost:4100/api/v1/registries/sign-in', {
    method: 'POST',
    body: JSON.stringify(credentials()),
    headers: { host: 'localhost:4100', origin: 'http://localhost:4100', 'content-type': 'application/json' },
  })
  const response = await handle(signInEndpoint, signIn)(request)
  const cookie = response.headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(/^archipelago_session=[\w-]{43}; .*HttpOnly; SameSite=Strict/)
  expect(await response.text()).not.toContain(password)
  const list = await listRegistries({}, await contextOf(sessionIdIn(cookie, {})))
  expect(list.registries).toContainEqual(
    expect.objectContaining({ registry: sandbox.registry, signIn: { username: 'ada', via: 'session' } }),
  )
  expect(JSON.stringify(list)).not.toContain(password)
})

it('another page cannot sign anybody in', async () => {
  await start(undefined)
  const request = new Request('http://localhost:4100/api/v1/registries/sign-in', {
    method: 'POST',
    body: JSON.stringify(credentials()),
    headers: { host: 'localhost:4100', 'content-type': 'application/json' },
  })
  expect((await handle(signInEndpoint, signIn)(request)).status).toBe(403)
})

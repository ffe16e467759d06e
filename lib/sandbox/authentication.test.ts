import { afterEach, describe, expect, test } from 'vitest'
import type { SandboxAuth } from './authentication'
import { image } from './images/image'
import { type Sandbox, startSandbox } from './sandbox'

let sandbox: Sandbox
afterEach(() => sandbox.close())

async function start(auth: SandboxAuth): Promise<void> {
  sandbox = await startSandbox({ port: 0, images: false, auth })
  sandbox.store.putImage({ repository: 'org/app', tag: '1.0', image: image() })
}

const basic = (text: string) => ({ Authorization: `Basic ${Buffer.from(text).toString('base64')}` })
const ann = basic('ann:a:b')
const user = { username: 'ann', password: 'a:b' }
const manifest = '/v2/org/app/manifests/1.0'

interface Ask {
  path?: string
  method?: string
  headers?: Record<string, string>
}

const ask = ({ path = manifest, method = 'GET', headers = {} }: Ask = {}) =>
  fetch(`${sandbox.url}${path}`, { method, headers })

async function tokenFor(query: string, headers: Record<string, string> = {}): Promise<Record<string, string>> {
  const response = await fetch(`${sandbox.url}/token?service=sandbox&${query}`, { headers })
  expect(response.status).toBe(200)
  const { token } = await response.json()
  return { Authorization: `Bearer ${token}` }
}

describe('with Basic', () => {
  test.each([
    { why: 'no credentials', headers: {}, status: 401 },
    { why: 'the right ones', headers: ann, status: 200 },
    { why: 'a wrong password', headers: basic('ann:no'), status: 401 },
    { why: 'another user', headers: basic('bob:a:b'), status: 401 },
    { why: 'a token', headers: { Authorization: 'Bearer x' }, status: 401 },
    { why: 'text without a colon', headers: basic('ann'), status: 401 },
  ])('answers $status to $why', async ({ headers, status }) => {
    await start({ kind: 'basic', ...user })
    const response = await ask({ headers })
    expect(response.status).toBe(status)
    expect(response.headers.get('www-authenticate')).toBe(status === 401 ? 'Basic realm="Sandbox"' : null)
  })

  test.each([
    { path: manifest, method: 'GET', status: 200 },
    { path: manifest, method: 'DELETE', status: 401 },
    { path: '/v2/org/app/blobs/uploads/', method: 'POST', status: 401 },
    { path: '/v2/', method: 'GET', status: 401 },
    { path: '/v2/_catalog', method: 'GET', status: 401 },
  ])('lets everybody read if told so: $method $path $status', async ({ status, ...request }) => {
    await start({ kind: 'basic', ...user, anonymousPull: true })
    expect((await ask(request)).status).toBe(status)
  })
})

describe('with Bearer', () => {
  test.each([
    { path: '/v2/', method: 'GET', scope: '' },
    { path: manifest, method: 'HEAD', scope: ',scope="repository:org/app:pull"' },
    { path: manifest, method: 'PUT', scope: ',scope="repository:org/app:pull,push"' },
    { path: manifest, method: 'DELETE', scope: ',scope="repository:org/app:delete"' },
    { path: '/v2/a/blobs/uploads/x', method: 'DELETE', scope: ',scope="repository:a:delete"' },
    { path: '/v2/_catalog', method: 'GET', scope: ',scope="registry:catalog:*"' },
    {
      path: '/v2/a/blobs/uploads/?mount=x&from=b/c',
      method: 'POST',
      scope: ',scope="repository:a:pull,push repository:b/c:pull"',
    },
  ])('says what token $method $path needs', async ({ scope, ...request }) => {
    await start({ kind: 'bearer', ...user })
    const response = await ask(request)
    expect(response.status).toBe(401)
    const challenge = `Bearer realm="${sandbox.url}/token",service="sandbox"${scope}`
    expect(response.headers.get('www-authenticate')).toBe(challenge)
  })

  test('lets a token do what it was given for, and nothing else', async () => {
    await start({ kind: 'bearer', ...user })
    const headers = await tokenFor('scope=repository:org/app:pull,push&scope=repository:org/lib:pull', ann)
    expect((await ask({ headers })).status).toBe(200)
    expect((await ask({ path: '/v2/org/lib/tags/list', headers })).status).toBe(404)
    const refused = await ask({ method: 'DELETE', headers })
    expect(refused.status).toBe(401)
    expect(refused.headers.get('www-authenticate')).toContain('error="insufficient_scope"')
    expect(await refused.json()).toMatchObject({ errors: [{ code: 'UNAUTHORIZED' }] })
  })

  test('gives everybody a token for reading, even if asked for more', async () => {
    await start({ kind: 'bearer', ...user })
    const headers = await tokenFor('scope=repository:org/app:pull,push')
    expect((await ask({ headers })).status).toBe(200)
    expect((await ask({ path: '/v2/org/app/blobs/uploads/', method: 'POST', headers })).status).toBe(401)
  })

  test.each([
    { why: 'a stranger', auth: { kind: 'bearer' as const, ...user }, headers: basic('bob:x') },
    { why: 'nobody', auth: { kind: 'bearer' as const, ...user, anonymousPull: false }, headers: {} },
  ])('gives $why none', async ({ auth, headers }) => {
    await start(auth)
    const response = await ask({ path: '/token?scope=repository:org/app:pull', headers })
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe('Basic realm="Sandbox"')
  })

  test('gives everybody everything where there is no user', async () => {
    await start({ kind: 'bearer' })
    const headers = await tokenFor('scope=repository:org/app:pull,push')
    expect((await ask({ path: '/v2/org/app/blobs/uploads/', method: 'POST', headers })).status).toBe(202)
  })

  test.each(['expired', 'revoked', 'made up'])('takes no token that is %s', async (why) => {
    await start({ kind: 'bearer', ...user, expiresInSeconds: why === 'expired' ? 0 : 300 })
    const given = await tokenFor('scope=repository:org/app:pull', ann)
    if (why === 'revoked') sandbox.revokeTokens()
    const response = await ask({ headers: why === 'made up' ? { Authorization: 'Bearer x' } : given })
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toContain('error="invalid_token"')
  })

  test('gives a token for a password and for a refresh token', async () => {
    await start({ kind: 'bearer', ...user })
    const post = (form: Record<string, string>) =>
      fetch(`${sandbox.url}/token`, {
        method: 'POST',
        body: new URLSearchParams({ ...form, scope: 'repository:org/app:pull' }),
      })
    const first = await (await post({ grant_type: 'password', ...user, access_type: 'offline' })).json()
    const second = await post({ grant_type: 'refresh_token', refresh_token: first.refresh_token })
    const { access_token: token } = await second.json()
    expect((await ask({ headers: { Authorization: `Bearer ${token}` } })).status).toBe(200)
    expect((await post({ grant_type: 'refresh_token', refresh_token: 'x' })).status).toBe(401)
    expect((await post({ grant_type: 'password', username: 'ann', password: 'x' })).status).toBe(401)
  })

  test('names another token server if told so, and logs what its own was asked', async () => {
    await start({ kind: 'bearer', realm: 'http://127.0.0.1:9/auth', service: 'elsewhere' })
    const challenge = (await ask()).headers.get('www-authenticate')
    expect(challenge).toContain('realm="http://127.0.0.1:9/auth",service="elsewhere"')
    await tokenFor('scope=repository:org/app:pull')
    expect(sandbox.requests.filter(({ path }) => path.startsWith('/token'))).toHaveLength(1)
    expect((await ask({ path: '/token', method: 'PUT' })).status).toBe(405)
  })
})

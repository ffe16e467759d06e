/** Secrets of every kind go in at every place; then everything that comes out is searched for them. */
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer, type ServerOptions } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { imageHref, registryHref, repositoryHref } from '@/lib/contract/links'
import { expect, test } from './fixtures'
import { createCertificateAuthority } from './support/certificate-authority'
import { freePort } from './support/free-port'
import { startProduct } from './support/start-product'

test.describe.configure({ timeout: 120_000 })

const secrets = {
  dockerConfig: 'docker-config/secret+4711=',
  signIn: 'signed-in/secret+4712=',
  identityToken: 'identity-token-secret-4713',
  issuedToken: 'issued-token-secret-4714',
  apiToken: 'api-token-secret-4715',
  presigned: 'presigned/secret+4716=',
  cookie: 'cookie-secret-4717',
}
const formsOf = (secret: string) => [secret, Buffer.from(secret).toString('base64'), encodeURIComponent(secret)]
const basic = (password: string) => Buffer.from(`alice:${password}`).toString('base64')
const allForms = [...Object.values(secrets).flatMap(formsOf), basic(secrets.dockerConfig), basic(secrets.signIn)]

/** A registry that wants a token, repeats in its complaints what it was sent, and redirects with secrets in the address. */
async function startTalkative(tls?: ServerOptions) {
  const port = await freePort()
  const seen: string[] = []
  const answer: RequestListener = (request, response) => {
    const { authorization = '' } = request.headers
    seen.push(authorization)
    const says = (status: number, code: string) =>
      response
        .writeHead(status, { 'content-type': 'application/json', warning: `299 - "you sent ${authorization}"` })
        .end(JSON.stringify({ errors: [{ code, message: `you sent ${authorization}`, detail: { authorization } }] }))
    if (request.url?.startsWith('/token'))
      return authorization === ''
        ? says(401, 'UNAUTHORIZED')
        : response.end(JSON.stringify({ token: secrets.issuedToken, refresh_token: secrets.identityToken }))
    if (authorization === '') {
      const realm = `http${tls ? 's' : ''}://localhost:${port}/token?secret=${encodeURIComponent(secrets.presigned)}`
      return response.writeHead(401, { 'www-authenticate': `Bearer realm="${realm}",service="r"` }).end()
    }
    if (request.url === '/v2/') return response.end('{}')
    if (request.url?.includes('/redirected/')) {
      const location = `http://127.0.0.1:1/?X-Amz-Signature=${encodeURIComponent(secrets.presigned)}`
      return response.writeHead(307, { location }).end()
    }
    if (request.url?.includes('/broken/')) return says(500, 'UNKNOWN')
    return says(403, 'DENIED')
  }
  const server = tls ? createTlsServer(tls, answer) : createServer(answer)
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const close = () => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  }
  return { host: `localhost:${port}`, seen, close }
}

/** One that lets nobody in without a client’s certificate, and what the product needs for it. */
async function startMutual() {
  const authority = await createCertificateAuthority()
  const read = (path: string) => readFile(path, 'utf8')
  const [server, client] = [await authority.issue('server'), await authority.issue('client')]
  const [key, cert, clientKey, clientCert] = await Promise.all([
    read(server.key),
    read(server.certificate),
    read(client.key),
    read(client.certificate),
  ])
  const registry = await startTalkative({ key, cert, ca: authority.pem, requestCert: true, rejectUnauthorized: true })
  const settings = { endpoint: `https://${registry.host}`, ca: authority.pem, clientKey, clientCert }
  const close = async () => {
    await registry.close()
    await authority.close()
  }
  const keyLines = clientKey.split('\n').filter((line) => line !== '' && !line.startsWith('-----'))
  return { ...registry, settings, keyForms: [...keyLines, Buffer.from(clientKey).toString('base64')], close }
}

async function textOfBuild(): Promise<string> {
  const folder = fileURLToPath(new URL('../.next/static', import.meta.url))
  const files = await readdir(folder, { recursive: true, withFileTypes: true })
  const texts = files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name), 'utf8'))
  return (await Promise.all(texts)).join('\n')
}

test('no secret comes out again', async () => {
  const registry = await startTalkative()
  const other = await startTalkative()
  const mutual = await startMutual()
  const folder = await mkdtemp(join(tmpdir(), 'archipelago-secrets-'))
  const dockerConfig = join(folder, 'config.json')
  const auths = {
    [registry.host]: { auth: basic(secrets.dockerConfig) },
    [other.host]: { identitytoken: secrets.identityToken },
  }
  await writeFile(dockerConfig, JSON.stringify({ auths }))
  const product = await startProduct({
    registries: { [mutual.host]: mutual.settings },
    environment: () => ({
      ARCHIPELAGO_DOCKER_CONFIG: dockerConfig,
      ARCHIPELAGO_API_TOKEN: secrets.apiToken,
      ARCHIPELAGO_LOG_LEVEL: 'debug',
    }),
  })
  const out: string[] = []
  let cookie = ''
  const ask = async (path: string, init: RequestInit = {}) => {
    const headers = { ...init.headers, ...(cookie && { cookie: `${cookie}; theme=${secrets.cookie}` }) }
    const answer = await fetch(`${product.url}${path}`, { ...init, headers, redirect: 'manual' })
    const shown = [...answer.headers].filter(([name]) => name !== 'set-cookie')
    out.push(JSON.stringify(shown), await answer.text())
    return answer
  }
  const post = (path: string, body: object, headers: Record<string, string> = {}) =>
    ask(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', origin: product.url, ...headers },
    })
  const lookAround = async () => {
    for (const host of [registry.host, other.host, mutual.host]) {
      for (const repository of ['team/denied', 'team/redirected/x', 'team/broken/x']) {
        const reference = `${host}/${repository}:1.0`
        const query = encodeURIComponent(reference)
        for (const path of [
          imageHref(reference),
          repositoryHref(`${host}/${repository}`),
          registryHref(host),
          `/api/v1/image?ref=${query}`,
          `/api/v1/raw?ref=${query}`,
          `/api/v1/tags?repository=${encodeURIComponent(`${host}/${repository}`)}`,
          `/api/v1/resolve?ref=${query}&platform=linux/amd64`,
          `/badge.svg?ref=${query}`,
        ]) {
          await ask(path)
          await ask(path, { headers: { rsc: '1' } })
        }
        const form = { target: reference, sources: [{ reference }] }
        await post('/api/v1/compose/plan', form)
        await post('/api/v1/compose/push', { ...form, digest: `sha256:${'0'.repeat(64)}`, expected: null })
      }
    }
    for (const path of [
      '/',
      '/registries',
      '/history',
      '/api/v1/registries',
      '/api/v1/history',
      '/metrics',
      '/nowhere',
    ])
      await ask(path)
    await ask('/api/v1/history', { headers: { authorization: `Bearer ${secrets.apiToken}` } })
  }
  await lookAround()
  const signedIn = await post('/api/v1/registries/sign-in', {
    registry: registry.host,
    username: 'alice',
    password: secrets.signIn,
  })
  cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  expect(cookie).not.toBe('')
  await lookAround()
  await post('/api/v1/registries/sign-out', { registry: registry.host })

  const sent = [...registry.seen, ...other.seen].join('\n')
  for (const secret of [basic(secrets.dockerConfig), basic(secrets.signIn), secrets.issuedToken])
    expect(sent).toContain(secret)
  expect(mutual.seen.length).toBeGreaterThan(0)
  const everything = [...out, cookie, product.output(), await textOfBuild()].join('\n')
  expect([...allForms, ...mutual.keyForms].filter((form) => everything.includes(form))).toEqual([])
  await product.close()
  await Promise.all([registry.close(), other.close(), mutual.close()])
})

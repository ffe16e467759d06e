import { createPrivateKey, type KeyObject, randomUUID, sign, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import type { CertificateFiles } from './certificate-authority'
import { freePort } from './free-port'

export interface TokenServer {
  /** What a registry is told of it. */
  realm: string
  service: string
  issuer: string
  /** `localhost:port` */
  host: string
  /** How often a token was asked for. */
  issued(): number
  close(): Promise<void>
}

interface TokenServerOptions {
  /** Of an authority that the registry knows. */
  signer: CertificateFiles
  users: Record<string, string>
}

const service = 'stories-registry'
const issuer = 'stories-tokens'
const lifetimeSeconds = 300

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Scopes as the token protocol writes them: `repository:team/app:pull,push`. */
function readAccess(scopes: string[]) {
  return scopes
    .flatMap((scope) => scope.split(' '))
    .flatMap((scope) => {
      const [, type, name, actions] = /^([a-z]+):(.+):([a-z,*]+)$/.exec(scope) ?? []
      return type && name && actions ? [{ type, name, actions: actions.split(',') }] : []
    })
}

/** Source: distribution, "Token Authentication Implementation"; the registry follows `x5c` to the authority it knows. */
function signToken(payload: object, { key, chain }: { key: KeyObject; chain: string }): string {
  const unsigned = `${encode({ typ: 'JWT', alg: 'ES256', x5c: [chain] })}.${encode(payload)}`
  const signature = sign('sha256', Buffer.from(unsigned), { key, dsaEncoding: 'ieee-p1363' })
  return `${unsigned}.${signature.toString('base64url')}`
}

/** Whose sign-in a request carries; undefined for one that is wrong. */
function readUser({ headers }: IncomingMessage, users: Record<string, string>): string | undefined {
  const [scheme, encoded = ''] = (headers.authorization ?? '').split(' ')
  const [name = '', password] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  return scheme === 'Basic' && password !== undefined && users[name] === password ? name : undefined
}

/** What everybody may read. */
const isPublic = (scopes: string[]) =>
  scopes.length > 0 && scopes.every((scope) => /^repository:public\/[^:]+:pull$/.test(scope))

/** Hands out signed tokens to whom it knows, and to who says no name where everybody may read. */
export async function startTokenServer({ signer, users }: TokenServerOptions): Promise<TokenServer> {
  const [key, certificate] = await Promise.all([readFile(signer.key, 'utf8'), readFile(signer.certificate)])
  const signing = { key: createPrivateKey(key), chain: new X509Certificate(certificate).raw.toString('base64') }
  const port = await freePort()
  let issued = 0
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', `http://localhost:${port}`)
    const isNobody = request.headers.authorization === undefined && isPublic(searchParams.getAll('scope'))
    const user = isNobody ? 'nobody' : readUser(request, users)
    response.setHeader('content-type', 'application/json')
    if (user === undefined) return response.writeHead(401).end('{"details":"incorrect username or password"}')
    issued += 1
    const nowSeconds = Math.floor(Date.now() / 1000)
    const token = signToken(
      {
        iss: issuer,
        sub: user,
        aud: searchParams.get('service') ?? '',
        exp: nowSeconds + lifetimeSeconds,
        nbf: nowSeconds - 10,
        iat: nowSeconds,
        jti: randomUUID(),
        access: readAccess(searchParams.getAll('scope')),
      },
      signing,
    )
    return response.end(JSON.stringify({ token, expires_in: lifetimeSeconds }))
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    realm: `http://localhost:${port}/token`,
    service,
    issuer,
    host: `localhost:${port}`,
    issued: () => issued,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from './config'

export const sharedOrigin = 'https://images.example.com'

/** Names of what one process keeps; a server that starts anew has none of it. */
const kept = [
  'config',
  'registry-access',
  'anonymous-access',
  'sessions',
  'manifest-store',
  'journal',
  'redis',
  'log',
  'tag-lock',
  'registry-quota',
]

interface SharedServer {
  allowed: string[]
  /** By registry, as in the settings file. */
  settings?: Record<string, object>
  /** By registry: what the operator's Docker config file holds, as `name:password`. */
  operator?: Record<string, string>
  more?: Record<string, string>
}

/** This process as a server in shared mode that has just started. */
export function startSharedServer({ allowed, settings = {}, operator = {}, more = {} }: SharedServer): void {
  const folder = mkdtempSync(join(tmpdir(), 'archipelago-shared-'))
  const auths = Object.entries(operator).map(([registry, signIn]) => [
    registry,
    { auth: Buffer.from(signIn).toString('base64') },
  ])
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths: Object.fromEntries(auths) }))
  writeFileSync(join(folder, 'registries.json'), JSON.stringify(settings))
  const holder = globalThis as { [key: symbol]: unknown }
  for (const name of kept) delete holder[Symbol.for(`archipelago.${name}`)]
  holder[Symbol.for('archipelago.config')] = readConfig({
    ARCHIPELAGO_MODE: 'shared',
    ARCHIPELAGO_ORIGIN: sharedOrigin,
    ARCHIPELAGO_SECRET: 'for tests only and long enough by far',
    ARCHIPELAGO_ALLOWED_REGISTRIES: allowed.join(','),
    ARCHIPELAGO_REGISTRIES: join(folder, 'registries.json'),
    ARCHIPELAGO_DOCKER_CONFIG: join(folder, 'config.json'),
    ARCHIPELAGO_DATA_DIR: join(folder, 'data'),
    ARCHIPELAGO_LOG_LEVEL: 'silent',
    ARCHIPELAGO_TIMEOUT_MS: '5000',
    ...more,
  })
}

type Handler = (request: Request) => Promise<Response>

/** Somebody with a browser: keeps the cookie, and sends what a page of ours would. With a token, a script. */
export class Visitor {
  cookie: string | undefined
  readonly #token: string | undefined

  constructor({ token }: { token?: string } = {}) {
    this.#token = token
  }

  #headers(more: Record<string, string>): Record<string, string> {
    const host = new URL(sharedOrigin).host
    return { host, ...(this.cookie === undefined ? {} : { cookie: this.cookie }), ...more }
  }

  async get(handler: Handler, path: string, more: Record<string, string> = {}): Promise<Response> {
    return handler(new Request(`${sharedOrigin}${path}`, { headers: this.#headers(more) }))
  }

  async post(handler: Handler, path: string, body: unknown, more: Record<string, string> = {}): Promise<Response> {
    const who: Record<string, string> =
      this.#token === undefined ? { origin: sharedOrigin } : { authorization: `Bearer ${this.#token}` }
    const headers = this.#headers({ 'content-type': 'application/json', ...who, ...more })
    const init = { method: 'POST', headers, body: JSON.stringify(body) }
    const response = await handler(new Request(`${sharedOrigin}${path}`, init))
    const cookie = /^([^;]+);/.exec(response.headers.get('set-cookie') ?? '')?.[1]
    if (cookie !== undefined) this.cookie = cookie.endsWith('=') ? undefined : cookie
    return response
  }
}

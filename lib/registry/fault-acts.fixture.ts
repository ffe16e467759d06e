/** What is asked of a registry with a fault, and what registries without one answer. */
import { computeDigest } from '@/lib/oci/compute-digest'
import { type Act, secrets } from './fault-harness.fixture'
import { getManifest, headManifest, putManifest } from './manifests'
import { listTags } from './tags'
import type { Handler } from './test-server'

export const mediaType = 'application/vnd.oci.image.index.v1+json'
export const indexOf = (...manifests: unknown[]) =>
  Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, manifests }))
export const bytes = indexOf()
export const digest = computeDigest(bytes)
export const other = computeDigest('other')
export const repository = 'team/app'

export const manifestUrl = '/v2/team/app/manifests/1.0'
export const tagsUrl = '/v2/team/app/tags/list'

export const readTag: Act = (client) =>
  getManifest(client, { repository, name: '1.0' }).then((manifest) => manifest.digest)
export const readDigest: Act = (client) =>
  getManifest(client, { repository, name: digest }).then((manifest) => manifest.digest)
export const lookUp: Act = (client) => headManifest(client, { repository, name: '1.0' })
export const write: Act = (client) => putManifest(client, { repository, name: '1.0', bytes, mediaType })
export const list: Act = (client) => listTags(client, { repository })

export const says =
  (status: number, headers: Record<string, string | string[]> = {}, body: string | Uint8Array = ''): Handler =>
  (_request, response) =>
    response.writeHead(status, headers).end(body)
export const gives = (body: Uint8Array) => says(200, { 'content-type': mediaType }, body)

/** The challenge of a registry whose token server is itself; its address holds a secret, as some do. */
export const tokenChallenge = ({ headers }: Parameters<Handler>[0], more = '') =>
  `Bearer realm="http://${headers.host}/token?key=${secrets.query}",service="s"${more}`

export const tokenFor = (...scopes: string[]) =>
  `GET /token?key=${secrets.query}&service=s${scopes.map((scope) => `&scope=${encodeURIComponent(scope)}`).join('')}`
export const pull = 'repository:team/app:pull'
export const pullPush = 'repository:team/app:pull,push'

/** A registry that wants a token first: how its token server answers, and what there is for who has a token. */
export function wantsToken(token: Handler, content: Handler = gives(bytes)): Handler {
  return (request, response) => {
    if (request.url?.startsWith('/token')) return token(request, response)
    if (request.headers.authorization?.startsWith('Bearer ')) return content(request, response)
    response.writeHead(401, { 'www-authenticate': tokenChallenge(request) }).end()
  }
}
export const givesToken = (more: object = {}): Handler =>
  says(200, {}, JSON.stringify({ token: secrets.bearer, ...more }))

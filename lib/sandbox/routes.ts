import { deleteBlob, getBlob } from './blobs'
import { listRepositories } from './catalog'
import { SandboxError } from './errors'
import type { Endpoint } from './exchange'
import { deleteManifest, getManifest, putManifest } from './manifests'
import { checkRepositoryName } from './reference-part'
import { listReferrers } from './referrers'
import { listTags } from './tags'
import { cancelUpload, continueUpload, finishUpload, getUpload, startUpload } from './uploads'

type Methods = Readonly<Record<string, Endpoint>>

const ping: Endpoint = () => ({
  status: 200,
  headers: { 'Content-Type': 'application/json' },
  body: Buffer.from('{}'),
})

/** Repository names hold slashes, so the last parts of the path decide. Source: distribution-spec v1.1, "Endpoints". */
const routes: readonly [RegExp, Methods][] = [
  [/^\/v2\/?$/, { GET: ping }],
  [/^\/v2\/_catalog$/, { GET: listRepositories }],
  [/^\/v2\/(?<repository>.+)\/tags\/list$/, { GET: listTags }],
  [
    /^\/v2\/(?<repository>.+)\/manifests\/(?<reference>[^/]+)$/,
    { GET: getManifest, PUT: putManifest, DELETE: deleteManifest },
  ],
  [/^\/v2\/(?<repository>.+)\/referrers\/(?<reference>[^/]+)$/, { GET: listReferrers }],
  [/^\/v2\/(?<repository>.+)\/blobs\/uploads\/?$/, { POST: startUpload }],
  [
    /^\/v2\/(?<repository>.+)\/blobs\/uploads\/(?<reference>[^/]+)$/,
    { GET: getUpload, PATCH: continueUpload, PUT: finishUpload, DELETE: cancelUpload },
  ],
  [/^\/v2\/(?<repository>.+)\/blobs\/(?<reference>[^/]+)$/, { GET: getBlob, DELETE: deleteBlob }],
]

export interface Route {
  repository: string
  reference: string
  endpoint: Endpoint
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/**
 * The endpoint for a method and a path as sent; a HEAD goes to its GET.
 * @throws {SandboxError} NAME_INVALID; UNSUPPORTED with 404 for no such path, 405 for no such method on it.
 */
export function findRoute(method: string, path: string): Route {
  for (const [pattern, methods] of routes) {
    const match = pattern.exec(path)
    if (!match) continue
    const repository = decode(match.groups?.repository ?? '')
    if (match.groups?.repository !== undefined) checkRepositoryName(repository)
    const endpoint = methods[method === 'HEAD' ? 'GET' : method]
    if (endpoint) return { repository, reference: decode(match.groups?.reference ?? ''), endpoint }
    const headers = { Allow: Object.keys(methods).join(', ') }
    throw new SandboxError('UNSUPPORTED', { message: `${method} is not supported here`, headers })
  }
  throw new SandboxError('UNSUPPORTED', { message: 'there is nothing at this path', status: 404 })
}

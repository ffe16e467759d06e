import type { IncomingMessage } from 'node:http'
import { endpoints } from '@/lib/contract/endpoints'
import type { ErrorCode } from '@/lib/contract/error'

const document = '/api/v1/openapi.json'
const methodOf = new Map<string, 'GET' | 'POST'>([
  ...endpoints.map(({ path, method }) => [path, method] as const),
  [document, 'GET'],
])
/** Next answers these by itself where there is a GET or a POST. */
const allowed = { GET: ['GET', 'HEAD', 'OPTIONS'], POST: ['OPTIONS', 'POST'] }

export interface Unoffered {
  code: ErrorCode
  message: string
  headers?: { allow: string }
}

/** What the API does not offer at this address or by this method, for which Next has a page or an empty answer. */
export function findUnoffered({
  url = '',
  method = '',
}: Pick<IncomingMessage, 'url' | 'method'>): Unoffered | undefined {
  const path = url.split('?', 1)[0] ?? ''
  const offered = methodOf.get(path)
  if (offered === undefined) {
    if (!path.startsWith('/api/') || path.endsWith('/')) return undefined
    return { code: 'NOT_FOUND', message: `The API has nothing at this address; ${document} lists what it has.` }
  }
  if (allowed[offered].includes(method)) return undefined
  const message = `Send this request as ${offered}; ${path} takes no ${method}.`
  return { code: 'METHOD_NOT_ALLOWED', message, headers: { allow: allowed[offered].join(', ') } }
}

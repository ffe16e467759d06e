import { endpoints } from '@/lib/contract/endpoints'

const paths = new Set<string>([...endpoints.map(({ path }) => path), '/api/v1/openapi.json'])
const pages = new Set(
  'image repository registry compose compare split delete dockerfile history registries api-docs'.split(' '),
)

/** What a request is for, from a closed list: an endpoint’s path, the first part of a page’s address, `asset`, or `other`. */
export function requestLabel(url: string | undefined): string {
  const path = (url ?? '').split('?', 1)[0] ?? ''
  if (paths.has(path)) return path
  if (path === '/') return '/'
  const first = path.split('/', 2)[1] ?? ''
  if (first === '_next' || first === 'icon.svg') return 'asset'
  return pages.has(first) ? `/${first}` : 'other'
}

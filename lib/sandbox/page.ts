import { SandboxError } from './errors'
import type { Exchange, RegistryAnswer } from './exchange'

interface Page {
  names: string[]
  headers: NonNullable<RegistryAnswer['headers']>
}

function pageSize({ request, policy }: Exchange): number {
  const text = request.query.get('n')
  if (text === null) return policy.maxPageSize
  if (!/^\d{1,15}$/.test(text))
    throw new SandboxError('PAGINATION_NUMBER_INVALID', { message: 'invalid number of results', detail: { n: text } })
  return Math.min(Number(text), policy.maxPageSize)
}

/** The names after `last`, at most `n`, with a Link where more follow. Source: distribution-spec v1.1, "Listing Tags". */
export function pageOf(sorted: readonly string[], exchange: Exchange): Page {
  const size = pageSize(exchange)
  const last = exchange.request.query.get('last') ?? ''
  const after = sorted.filter((name) => name > last)
  const names = after.slice(0, size)
  const final = names.at(-1)
  if (final === undefined || names.length === after.length) return { names, headers: {} }
  const query = new URLSearchParams({ n: String(size), last: final })
  return { names, headers: { Link: `<${exchange.request.path}?${query}>; rel="next"` } }
}

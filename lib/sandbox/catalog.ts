import { jsonAnswer } from './errors'
import type { Endpoint } from './exchange'
import { pageOf } from './page'

/** All repositories; not in the specification, but in every client. Source: CNCF distribution, "Listing Repositories". */
export const listRepositories: Endpoint = (exchange) => {
  const { names, headers } = pageOf(exchange.store.repositoryNames(), exchange)
  const answer = jsonAnswer({ repositories: names })
  return { ...answer, headers: { ...answer.headers, ...headers } }
}

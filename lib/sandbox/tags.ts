import { jsonAnswer, SandboxError } from './errors'
import type { Endpoint } from './exchange'
import { pageOf } from './page'

/** Source: distribution-spec v1.1, "Listing Tags". */
export const listTags: Endpoint = (exchange) => {
  const { store, repository } = exchange
  if (!store.hasRepository(repository))
    throw new SandboxError('NAME_UNKNOWN', {
      message: 'repository name not known to registry',
      detail: { name: repository },
    })
  const { names, headers } = pageOf(store.tags(repository), exchange)
  const answer = jsonAnswer({ name: repository, tags: names })
  return { ...answer, headers: { ...answer.headers, ...headers } }
}

import type { RegistryClient } from './client'
import { isHtml } from './error-body'
import { RegistryError } from './errors'

/**
 * Whether there is a registry at this address that takes our sign-in, or answers without one.
 * @throws {RegistryError} unauthorized, invalid-answer, unreachable, …
 * Source: distribution-spec v1.1, "Determining Support".
 */
export async function ping(client: RegistryClient, { signal }: { signal?: AbortSignal } = {}): Promise<void> {
  const { registry } = client
  const answer = await client.request({ method: 'GET', path: '/v2/', scopes: [], accepts: [404], signal })
  if (answer.status !== 404 && !isHtml(answer.header('content-type'), answer.bytes)) return
  const message = `There is no registry API at ${registry}. Check the address.`
  throw new RegistryError({ kind: 'invalid-answer', registry, status: answer.status, message })
}

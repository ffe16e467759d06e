import type { RegistryClient } from './client'
import { isHtml, parseErrorBody } from './error-body'
import { RegistryError, type RegistryErrorOptions } from './errors'
import type { RegistryAnswer } from './registry-request'

function refuse(registry: string, answer: RegistryAnswer, told: Pick<RegistryErrorOptions, 'kind' | 'message'>): never {
  const { codes, message: registryMessage } = parseErrorBody(answer.bytes, answer.header('content-type'))
  throw new RegistryError({
    ...told,
    registry,
    status: answer.status,
    codes,
    ...(registryMessage && { registryMessage }),
  })
}

/**
 * Whether there is a registry at this address that takes our sign-in, or answers without one.
 * @throws {RegistryError} unauthorized, denied, invalid-answer, unreachable, …
 * Source: distribution-spec v1.1, "Determining Support".
 */
export async function ping(client: RegistryClient, { signal }: { signal?: AbortSignal } = {}): Promise<void> {
  const { registry } = client
  const answer = await client.request({ method: 'GET', path: '/v2/', scopes: [], accepts: [403, 404], signal })
  if (answer.status === 403)
    refuse(registry, answer, {
      kind: 'denied',
      message: `${registry} turns away whatever comes from here, perhaps by a firewall or by a list of addresses. Ask whoever runs it.`,
    })
  if (answer.status === 404 || isHtml(answer.header('content-type'), answer.bytes))
    refuse(registry, answer, {
      kind: 'invalid-answer',
      message: `There is no registry API at ${registry}. Check the address.`,
    })
}

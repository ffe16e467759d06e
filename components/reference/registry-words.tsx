import { z } from 'zod'
import type { ApiError } from '@/lib/contract/error'
import { UntrustedText } from './untrusted-text'

const detailSchema = z.object({
  registry: z.string(),
  registryMessage: z.string().optional(),
  status: z.number().optional(),
  codes: z.array(z.string()).optional(),
  requestId: z.string().optional(),
})

/** What the registry itself said about a failure, which is not always what our sentence says; and what its operators search their logs for. */
export function RegistryWords({ detail }: Pick<ApiError, 'detail'>) {
  const { data } = detailSchema.safeParse(detail)
  if (data === undefined) return null
  const { registry, registryMessage, status, codes = [], requestId } = data
  if (registryMessage === undefined && status === undefined) return null
  const answer = [status, ...codes].filter((part) => part !== undefined).join(' ')
  return (
    <span className="mt-1 block text-xs [overflow-wrap:anywhere]">
      {registryMessage === undefined ? (
        `${registry} answered ${answer}`
      ) : (
        <>
          {registry} says: <UntrustedText text={registryMessage} />
          {answer === '' ? null : ` (${answer})`}
        </>
      )}
      {requestId === undefined ? null : (
        <>
          {', request '}
          <UntrustedText text={requestId} />
        </>
      )}
    </span>
  )
}

import { z } from 'zod'
import type { ApiError } from '@/lib/contract/error'
import { UntrustedText } from './untrusted-text'

const detailSchema = z.object({ registry: z.string(), registryMessage: z.string() })

/** What the registry itself said about a failure, which is not always what our sentence says. */
export function RegistryWords({ detail }: Pick<ApiError, 'detail'>) {
  const { data } = detailSchema.safeParse(detail)
  if (data === undefined) return null
  return (
    <span className="mt-1 block text-xs [overflow-wrap:anywhere]">
      {data.registry} says: <UntrustedText text={data.registryMessage} />
    </span>
  )
}

import { z } from 'zod'
import { UntrustedText } from '@/components/reference/untrusted-text'
import type { ApiError } from '@/lib/contract/error'

const detailSchema = z.object({ registry: z.string(), registryMessage: z.string() })

/** What the registry itself said about a failure, which is not always what our sentence says. */
export function RegistryWords({ error }: { error: ApiError }) {
  const { data } = detailSchema.safeParse(error.detail)
  if (data === undefined) return null
  return (
    <span className="mt-1 block text-xs">
      {data.registry} says: <UntrustedText text={data.registryMessage} />
    </span>
  )
}

import { z } from 'zod'
import type { ApiError } from '@/lib/contract/error'

const answeredSchema = z.object({ status: z.number() })

/** Whether a registry answered at all, however badly: then it is not out of reach. */
export function hasAnswered({ detail }: Pick<ApiError, 'detail'>): boolean {
  return answeredSchema.safeParse(detail).success
}

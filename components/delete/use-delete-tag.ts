import { useMutation, useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { callApi } from '@/lib/contract/call-api'
import { deleteTagEndpoint } from '@/lib/contract/delete'
import { ApiFailure } from '@/lib/contract/error'

const byDigestSchema = z.object({ byDigest: z.literal(true) })

/** The registry deletes no tags, and nothing else needs what this one names: that may be deleted instead. */
export function asksForDigest(error: Error | null): boolean {
  return error instanceof ApiFailure && byDigestSchema.safeParse(error.error.detail).success
}

/** The tag is elsewhere than it was shown, or gone. */
export function hasMoved(error: Error | null): boolean {
  return error instanceof ApiFailure && ['CONFLICT', 'NOT_FOUND'].includes(error.error.code)
}

export interface Confirmation {
  expected: string
  confirm: string
  byDigest: boolean
}

export function useDeleteTag(reference: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (confirmation: Confirmation) => callApi(deleteTagEndpoint, { reference, ...confirmation }),
    onSuccess: () => client.invalidateQueries({ refetchType: 'none' }),
  })
}

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { callApi } from '@/lib/contract/call-api'
import { ApiFailure } from '@/lib/contract/error'
import type { HistoryEntry } from '@/lib/contract/history'
import { restoreTagEndpoint } from '@/lib/contract/restore'
import { repositoryOf } from './history-words'
import { useNamedImage } from './use-named-image'

/** An entry whose tag named something before. */
export type RestorableEntry = HistoryEntry & { from: string }

export type TagNow =
  | { kind: 'reading' }
  | { kind: 'unread'; error: Error }
  | { kind: 'read'; digest: string | null; platforms: string[] | undefined }

/** What the tag names now, what it named before, and the way back; nothing is asked while `isOpen` is false. */
export function usePutBack({ reference, from }: RestorableEntry, isOpen: boolean) {
  const client = useQueryClient()
  // The registry is asked each time: what an earlier page has read may have moved since.
  const { look, platforms } = useNamedImage(reference, { isAsked: isOpen, staleTimeMs: 0 })
  const earlier = useNamedImage(`${repositoryOf(reference)}@${from}`, { isAsked: isOpen })
  const isMissing = look.error instanceof ApiFailure && look.error.error.code === 'NOT_FOUND'
  const now: TagNow = look.isFetching
    ? { kind: 'reading' }
    : isMissing
      ? { kind: 'read', digest: null, platforms: [] }
      : look.error
        ? { kind: 'unread', error: look.error }
        : look.data
          ? { kind: 'read', digest: look.data.digest, platforms }
          : { kind: 'reading' }
  const restore = useMutation({
    mutationFn: (expected: string | null) => callApi(restoreTagEndpoint, { reference, digest: from, expected }),
    onSuccess: async () => {
      await client.invalidateQueries({ refetchType: 'none' })
      await client.invalidateQueries({ queryKey: ['history'] })
    },
  })
  const lookAgain = () => {
    restore.reset()
    void look.refetch()
  }
  return { now, earlier, restore, lookAgain }
}

import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { imageQuery, suggestionsQuery, tagsQuery } from '@/lib/contract/queries'

/** After tags were written: what was known of them is asked anew. */
export function useWrittenTags(repository: string, forget: (tags: readonly string[]) => void) {
  const client = useQueryClient()
  return useCallback(
    (tags: string[]) => {
      forget(tags)
      void client.invalidateQueries({ queryKey: tagsQuery(repository).queryKey })
      void client.invalidateQueries({ queryKey: suggestionsQuery(repository).queryKey })
      for (const tag of tags) {
        const [scope, reference] = imageQuery(`${repository}:${tag}`).queryKey
        void client.invalidateQueries({ queryKey: [scope, reference] })
      }
    },
    [client, repository, forget],
  )
}

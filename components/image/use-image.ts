'use client'
import { useQuery } from '@tanstack/react-query'
import { useIsHydrated } from '@/components/ui/use-is-hydrated'
import type { Image } from '@/lib/contract/image'
import { imageQuery } from '@/lib/contract/queries'

export interface ImageState {
  /** From the index alone until the rest has arrived; undefined before anything has. */
  image: Image | undefined
  isComplete: boolean
  /** Why the rest did not arrive. */
  failure: Error | null
  isFetching: boolean
  retry: () => void
}

export function useImage(reference: string): ImageState {
  const isHydrated = useIsHydrated()
  const index = useQuery(imageQuery(reference, 'index'))
  const full = useQuery(imageQuery(reference, 'full'))
  // The rest may stream in between the server's HTML and hydration; the first pass has to show what the server wrote.
  const complete = isHydrated ? full.data : undefined
  return {
    image: complete ?? index.data,
    isComplete: complete !== undefined,
    failure: isHydrated && complete === undefined ? full.error : null,
    isFetching: full.isFetching,
    retry: () => void full.refetch(),
  }
}

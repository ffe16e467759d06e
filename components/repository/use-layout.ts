import { useSyncExternalStore } from 'react'

export type Layout = 'wide' | 'compact'

const narrow = '(max-width: 767px)'

function subscribe(notify: () => void): () => void {
  const media = window.matchMedia(narrow)
  media.addEventListener('change', notify)
  return () => media.removeEventListener('change', notify)
}

/** Undefined while the page is as the server wrote it, which holds both. */
export function useLayout(): Layout | undefined {
  return useSyncExternalStore<Layout | undefined>(
    subscribe,
    () => (window.matchMedia(narrow).matches ? 'compact' : 'wide'),
    () => undefined,
  )
}

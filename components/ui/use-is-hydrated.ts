'use client'
import { useSyncExternalStore } from 'react'

const subscribe = () => () => undefined

/** False for the server and the first pass in the browser, which must show what the server wrote; true ever after. */
export function useIsHydrated(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  )
}

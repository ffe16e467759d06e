'use client'
import { useSyncExternalStore } from 'react'

const minuteMs = 60_000

function subscribe(notify: () => void): () => void {
  const timer = setInterval(notify, minuteMs)
  return () => clearInterval(timer)
}

const currentMinute = () => Math.floor(Date.now() / minuteMs) * minuteMs

/** The present to the minute, in milliseconds; undefined while the page is as the server wrote it. */
export function useNow(): number | undefined {
  return useSyncExternalStore<number | undefined>(subscribe, currentMinute, () => undefined)
}

'use client'
import { useSyncExternalStore } from 'react'

const none: string[] = []

export interface RememberedList {
  /** Puts it first. */
  remember: (item: string) => void
  forget: () => void
  /** A hook: the newest first; empty on the server. */
  useItems: () => string[]
}

function parse(text: string, maxItems: number): string[] {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string').slice(0, maxItems) : none
  } catch {
    return none
  }
}

function readText(key: string): string {
  try {
    return localStorage.getItem(key) ?? ''
  } catch {
    // Storage is switched off in this browser: then nothing is remembered.
    return ''
  }
}

/** A list of names kept in this browser only, under `key`, and the same in all of its tabs. */
export function rememberedList(key: string, maxItems: number): RememberedList {
  const listeners = new Set<() => void>()
  let snapshot = { text: '', items: none }

  const read = () => {
    const text = readText(key)
    if (text !== snapshot.text) snapshot = { text, items: parse(text, maxItems) }
    return snapshot.items
  }
  const write = (items: string[]) => {
    const text = JSON.stringify(items)
    if (text === readText(key)) return
    try {
      localStorage.setItem(key, text)
    } catch {
      return
    }
    for (const notify of listeners) notify()
  }
  const subscribe = (notify: () => void) => {
    listeners.add(notify)
    window.addEventListener('storage', notify)
    return () => {
      listeners.delete(notify)
      window.removeEventListener('storage', notify)
    }
  }

  return {
    remember: (item) => write([item, ...read().filter((other) => other !== item)].slice(0, maxItems)),
    forget: () => write([]),
    useItems: () => useSyncExternalStore(subscribe, read, () => none),
  }
}

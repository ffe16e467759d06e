'use client'
import { useSyncExternalStore } from 'react'

const key = 'archipelago.recent'
const maxImages = 8
const none: string[] = []
const listeners = new Set<() => void>()
let snapshot = { text: '', images: none }

function parse(text: string): string[] {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string').slice(0, maxImages) : none
  } catch {
    return none
  }
}

function readText(): string {
  try {
    return localStorage.getItem(key) ?? ''
  } catch {
    // Storage is switched off in this browser: then nothing is remembered.
    return ''
  }
}

function read(): string[] {
  const text = readText()
  if (text !== snapshot.text) snapshot = { text, images: parse(text) }
  return snapshot.images
}

function write(images: string[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(images))
  } catch {
    return
  }
  for (const notify of listeners) notify()
}

/** Keeps canonical references only, newest first, in this browser only. */
export function rememberImage(reference: string): void {
  const images = [reference, ...read().filter((image) => image !== reference)].slice(0, maxImages)
  if (JSON.stringify(images) !== readText()) write(images)
}

export function forgetImages(): void {
  write([])
}

function subscribe(notify: () => void): () => void {
  listeners.add(notify)
  window.addEventListener('storage', notify)
  return () => {
    listeners.delete(notify)
    window.removeEventListener('storage', notify)
  }
}

export function useRecentImages(): string[] {
  return useSyncExternalStore(subscribe, read, () => none)
}

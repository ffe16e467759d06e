'use client'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { readSearch } from './read-search'

/** The form’s state: what is written, what is wrong with it, and where it leads. */
export function useReferenceSearch(initialText: string, initialError: string | undefined) {
  const router = useRouter()
  const [text, setText] = useState(initialText)
  const [isLeaving, startLeaving] = useTransition()
  const [error, setError] = useState(initialError)
  const change = (value: string) => {
    setText(value)
    setError(undefined)
  }
  const submit = () => {
    const found = readSearch(text)
    setError(found.error)
    const { href } = found
    if (href) startLeaving(() => router.push(href as Route))
  }
  return { text, error, isLeaving, change, submit }
}

'use client'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState, useTransition } from 'react'

interface PaletteState {
  isOpen: boolean
  setOpen: (isOpen: boolean) => void
  /** Opens a page; the palette stays until it is there. */
  go: (href: string) => void
  isLeaving: boolean
  /** Where the focus goes when the palette has closed. */
  returnFocus: (event: Event) => void
}

const isShortcut = (event: KeyboardEvent) =>
  event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey

export function usePalette(): PaletteState {
  const router = useRouter()
  const [isOpen, setIsOpen] = useState(false)
  const [isLeaving, startLeaving] = useTransition()
  const opener = useRef<Element>(null)
  const hasLeft = useRef(false)

  const setOpen = (open: boolean) => {
    if (open) opener.current = document.activeElement
    setIsOpen(open)
  }
  const go = (href: string) => {
    hasLeft.current = true
    startLeaving(() => router.push(href as Route))
  }
  const returnFocus = (event: Event) => {
    event.preventDefault()
    const target = hasLeft.current ? document.getElementById('content') : opener.current
    hasLeft.current = false
    if (target instanceof HTMLElement) target.focus({ preventScroll: true })
  }

  useEffect(() => {
    if (!isLeaving && hasLeft.current) setIsOpen(false)
  }, [isLeaving])
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!isShortcut(event)) return
      event.preventDefault()
      if (event.repeat) return
      if (!isOpen) opener.current = document.activeElement
      setIsOpen(!isOpen)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [isOpen])

  return { isOpen, setOpen, go, isLeaving, returnFocus }
}

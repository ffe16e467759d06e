'use client'
import { type RefObject, useEffect, useRef } from 'react'

/** Brings the marked row into view once, when the page is opened by a link that names a platform. */
export function useScrollToWanted(): RefObject<HTMLTableElement | null> {
  const table = useRef<HTMLTableElement>(null)
  useEffect(() => {
    table.current?.querySelector('[data-marked="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [])
  return table
}

import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useLayoutEffect, useState } from 'react'
import { useIsHydrated } from '@/components/ui/use-is-hydrated'

export const rowHeightPx = 40
/** Shorter lists stand in the page whole; of longer ones the server writes so many, which is more than a first page. */
export const wholeRows = 300

export interface RowPlace {
  index: number
  /** Distance from the top of the list; absent when the row stands in the flow of the page. */
  topPx?: number
}

/** Which rows to render, and where: those near the window. */
export function useRepositoryRows(list: RefObject<HTMLElement | null>, count: number): RowPlace[] {
  const isHydrated = useIsHydrated()
  const [scrollMargin, setScrollMargin] = useState(0)
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => rowHeightPx,
    overscan: 20,
    scrollMargin,
    enabled: count > wholeRows,
  })

  useLayoutEffect(() => {
    const top = list.current?.getBoundingClientRect().top
    if (top !== undefined) setScrollMargin(top + window.scrollY)
  }, [list])

  if (count <= wholeRows || !isHydrated)
    return Array.from({ length: Math.min(count, wholeRows) }, (_, index) => ({ index }))
  return virtualizer
    .getVirtualItems()
    .filter(({ index }) => index < count)
    .map(({ index, start }) => ({ index, topPx: start - scrollMargin }))
}

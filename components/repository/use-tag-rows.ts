import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useLayoutEffect, useState } from 'react'
import { useIsHydrated } from '@/components/ui/use-is-hydrated'

export const rowHeightPx = 40
/** Shorter lists stand in the page whole; of longer ones the server writes so many. */
export const wholeRows = 200

export interface TagRowPlace {
  index: number
  /** Distance from the top of the list; absent when the row stands in the flow of the page. */
  topPx?: number
}

/** Which rows to render, and where: those near the window, and always the active one, which holds the focus. */
export function useTagRows(list: RefObject<HTMLElement | null>, count: number, active: number): TagRowPlace[] {
  const isHydrated = useIsHydrated()
  const [scrollMargin, setScrollMargin] = useState(0)
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => rowHeightPx,
    overscan: 15,
    scrollMargin,
    enabled: count > wholeRows,
    rangeExtractor: (range: Range) => [...new Set([...defaultRangeExtractor(range), active])].sort((a, b) => a - b),
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

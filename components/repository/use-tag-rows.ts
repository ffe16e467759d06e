import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useLayoutEffect, useState } from 'react'
import { useIsHydrated } from '@/components/ui/use-is-hydrated'

/** Shorter lists stand in the page whole; of longer ones the server writes so many. */
export const wholeRows = 200
/** Where no window tells how many rows it shows. */
const usualScreenful = 30

export interface TagRowPlace {
  index: number
  /** Distance from the top of the list; absent when the row stands in the flow of the page. */
  topPx?: number
}

export interface TagRowPlaces {
  places: TagRowPlace[]
  /** The rows in the window, the last one included. */
  first: number
  last: number
}

interface RowOptions {
  count: number
  heightPx: number
  /** The row that holds the focus: it is always rendered. */
  active: number
}

function useTop(list: RefObject<HTMLElement | null>): number {
  const [topPx, setTopPx] = useState(0)
  useLayoutEffect(() => {
    const measure = () => {
      const top = list.current?.getBoundingClientRect().top
      if (top !== undefined) setTopPx(Math.round(top + window.scrollY))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [list])
  return topPx
}

/** Which rows to render, and where: those near the window, and always the active one. */
export function useTagRows(list: RefObject<HTMLElement | null>, { count, heightPx, active }: RowOptions): TagRowPlaces {
  const isHydrated = useIsHydrated()
  const scrollMargin = useTop(list)
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => heightPx,
    overscan: 15,
    scrollMargin,
    rangeExtractor: (range: Range) => [...new Set([...defaultRangeExtractor(range), active])].sort((a, b) => a - b),
  })
  const { measure } = virtualizer
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height have other places
  useEffect(() => measure(), [measure, heightPx])

  const first = virtualizer.range?.startIndex ?? 0
  const last = Math.min(virtualizer.range?.endIndex ?? usualScreenful, count - 1)
  if (count <= wholeRows || !isHydrated)
    return { places: Array.from({ length: Math.min(count, wholeRows) }, (_, index) => ({ index })), first, last }
  const places = virtualizer
    .getVirtualItems()
    .filter(({ index }) => index < count)
    .map(({ index, start }) => ({ index, topPx: start - scrollMargin }))
  return { places, first, last }
}

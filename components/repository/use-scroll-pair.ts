import { type RefObject, useEffect } from 'react'

/** Two boxes that scroll sideways as one. */
export function useScrollPair(left: RefObject<HTMLElement | null>, right: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const [first, second] = [left.current, right.current]
    if (!first || !second) return
    const follow = (from: HTMLElement, to: HTMLElement) => () => {
      if (to.scrollLeft !== from.scrollLeft) to.scrollLeft = from.scrollLeft
    }
    const [onFirst, onSecond] = [follow(first, second), follow(second, first)]
    first.addEventListener('scroll', onFirst, { passive: true })
    second.addEventListener('scroll', onSecond, { passive: true })
    return () => {
      first.removeEventListener('scroll', onFirst)
      second.removeEventListener('scroll', onSecond)
    }
  }, [left, right])
}

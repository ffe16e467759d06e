import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'

const isUnusable = (element: Element) => !element.isConnected || element.matches(':disabled')

/** Takes the focus to this part itself, which needs `tabIndex={-1}`, when the control in it that had the focus goes away. */
export function useKeptFocus<Part extends HTMLElement>(): RefObject<Part | null> {
  const part = useRef<Part>(null)
  const last = useRef<Element | null>(null)
  useEffect(() => {
    const note = ({ target }: FocusEvent) => {
      last.current = target instanceof Element && part.current?.contains(target) ? target : null
    }
    document.addEventListener('focusin', note)
    return () => document.removeEventListener('focusin', note)
  }, [])
  useLayoutEffect(() => {
    const { activeElement, body } = document
    if (last.current === null || !isUnusable(last.current)) return
    if (activeElement === body || activeElement === last.current) part.current?.focus({ preventScroll: true })
  })
  return part
}

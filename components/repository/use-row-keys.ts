import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import type { SelectionAction } from './tag-selection'

const pageRows = 10

function targetIndex(key: string, index: number, count: number): number | undefined {
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: pageRows, PageUp: -pageRows }
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  const step = steps[key]
  return step === undefined ? undefined : Math.min(Math.max(index + step, 0), count - 1)
}

interface RowKeysOptions {
  rows: RefObject<HTMLElement | null>
  tags: readonly string[]
  onSelect: (action: SelectionAction) => void
}

/** One row at a time is in the tab order; the arrows move it, with shift they choose on the way. */
export function useRowKeys({ rows, tags, onSelect }: RowKeysOptions) {
  const wantsFocus = useRef(false)
  const [activeTag, setActiveTag] = useState<string>()
  const active = Math.max(0, activeTag === undefined ? 0 : tags.indexOf(activeTag))

  useEffect(() => {
    if (!wantsFocus.current) return
    wantsFocus.current = false
    rows.current?.querySelector<HTMLElement>(`tr[aria-rowindex="${active + 2}"] input`)?.focus()
  }, [active, rows])

  const onKeyDown = (event: KeyboardEvent) => {
    const current = tags[active]
    if (!(event.target instanceof HTMLInputElement) || current === undefined) return
    if (event.key === ' ' && event.shiftKey) {
      event.preventDefault()
      onSelect({ type: 'extend', tag: current, shown: tags })
      return
    }
    const next = targetIndex(event.key, active, tags.length)
    const tag = next === undefined ? undefined : tags[next]
    if (tag === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    if (event.shiftKey) onSelect({ type: 'stretch', from: current, tag, shown: tags })
    wantsFocus.current = tag !== current
    setActiveTag(tag)
  }
  return { active, setActiveTag, onKeyDown }
}

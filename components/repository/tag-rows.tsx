import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react'
import { useIsHydrated } from '@/components/ui/use-is-hydrated'
import { TagRow } from './tag-row'
import type { SelectionAction } from './tag-selection'
import { rowHeightPx, useTagRows } from './use-tag-rows'

interface TagRowsProps {
  repository: string
  tags: readonly string[]
  chosen: ReadonlySet<string>
  onSelect: (action: SelectionAction) => void
}

const pageRows = 10

function targetIndex(key: string, index: number, count: number): number | undefined {
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: pageRows, PageUp: -pageRows }
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  const step = steps[key]
  return step === undefined ? undefined : Math.min(Math.max(index + step, 0), count - 1)
}

export function TagRows({ repository, tags, chosen, onSelect }: TagRowsProps) {
  const list = useRef<HTMLUListElement>(null)
  const wantsFocus = useRef(false)
  const isHydrated = useIsHydrated()
  const [activeTag, setActiveTag] = useState<string>()
  const active = Math.max(0, activeTag === undefined ? 0 : tags.indexOf(activeTag))
  const rows = useTagRows(list, tags.length, active)

  useEffect(() => {
    if (!wantsFocus.current) return
    wantsFocus.current = false
    list.current?.querySelector<HTMLElement>(`li[aria-posinset="${active + 1}"] input`)?.focus()
  }, [active])

  const choose = useCallback(
    (tag: string, isRange: boolean) =>
      onSelect(isRange ? { type: 'extend', tag, shown: tags } : { type: 'toggle', tag }),
    [onSelect, tags],
  )

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

  return (
    <ul
      ref={list}
      aria-label="Tags"
      onKeyDown={onKeyDown}
      className="relative"
      style={{ minHeight: tags.length * rowHeightPx }}
    >
      {rows.map(({ index, topPx }) => {
        const tag = tags[index] ?? ''
        return (
          <TagRow
            key={tag}
            repository={repository}
            tag={tag}
            position={index + 1}
            count={tags.length}
            topPx={topPx}
            isChosen={chosen.has(tag)}
            isReachable={!isHydrated || index === active}
            onChoose={choose}
            onFocus={setActiveTag}
          />
        )
      })}
    </ul>
  )
}

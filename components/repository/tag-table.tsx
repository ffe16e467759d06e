import clsx from 'clsx'
import { type CSSProperties, useCallback, useEffect, useMemo, useRef } from 'react'
import { useIsHydrated } from '@/components/ui/use-is-hydrated'
import { ColumnHead, SpokenHead } from './column-head'
import { digestRails } from './digest-rails'
import type { HeatView } from './heat-cells'
import type { PlatformColumn } from './platform-column'
import { rowHeightPx, tableLayout } from './table-layout'
import { TagRow } from './tag-row'
import type { SelectionAction } from './tag-selection'
import { useLayout } from './use-layout'
import { useRowClicks } from './use-row-clicks'
import { useRowKeys } from './use-row-keys'
import { useScrollPair } from './use-scroll-pair'
import type { TagFactsSource } from './use-tag-facts'
import { useTagRows } from './use-tag-rows'

interface TagTableProps {
  repository: string
  tags: readonly string[]
  chosen: ReadonlySet<string>
  facts: TagFactsSource
  columns: readonly PlatformColumn[]
  /** Set when the matrix is shown. */
  heat?: HeatView
  onSelect: (action: SelectionAction) => void
}

const settleMs = 100

/** Once the rows stand still, asks for what is in the window and a screenful below it. */
function useReadAround(
  tags: readonly string[],
  { first, last }: { first: number; last: number },
  { look, isMatrix }: { look: TagFactsSource['look']; isMatrix: boolean },
): void {
  const wanted = tags.slice(first, last + 1 + (last - first + 1)).join(' ')
  useEffect(() => {
    const timer = setTimeout(() => look(wanted.split(' '), isMatrix ? 'matrix' : 'full'), settleMs)
    return () => clearTimeout(timer)
  }, [wanted, look, isMatrix])
}

export function TagTable({ repository, tags, chosen, facts, columns, heat, onSelect }: TagTableProps) {
  const rows = useRef<HTMLTableSectionElement>(null)
  const head = useRef<HTMLDivElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const isHydrated = useIsHydrated()
  const layout = useLayout()
  const view = heat ? 'matrix' : 'list'
  const heightPx = rowHeightPx[heat ? 'wide' : (layout ?? 'wide')]
  const { active, setActiveTag, onKeyDown } = useRowKeys({ rows, tags, onSelect })
  const { places, first, last } = useTagRows(rows, { count: tags.length, heightPx, active })
  const rails = useMemo(() => digestRails(tags, facts.known), [tags, facts.known])
  useReadAround(tags, { first, last }, { look: facts.look, isMatrix: heat !== undefined })
  useScrollPair(head, scroller)

  const choose = useCallback(
    (tag: string, isRange: boolean) =>
      onSelect(isRange ? { type: 'extend', tag, shown: tags } : { type: 'toggle', tag }),
    [onSelect, tags],
  )
  useRowClicks(rows, choose)

  const { template, minWidthRem } = tableLayout(view, columns.length)
  const wide: CSSProperties & Record<`--${string}`, string> = { '--wide': template, '--wide-min': `${minWidthRem}rem` }
  const widthClass = heat ? 'min-w-(--wide-min)' : 'md:min-w-(--wide-min)'
  return (
    <div style={wide}>
      <div
        ref={head}
        aria-hidden
        className={clsx(
          'sticky top-[49px] z-20 overflow-x-auto overflow-y-hidden border-b bg-surface-raised [scrollbar-width:thin]',
          heat ? '' : 'max-md:hidden',
        )}
      >
        <div className={clsx('grid h-11 items-center bg-inherit [grid-template-columns:var(--wide)]', widthClass)}>
          <ColumnHead view={view} columns={columns} />
        </div>
      </div>
      <div ref={scroller} className="overflow-x-auto overscroll-x-contain [scrollbar-width:none]">
        <table
          aria-label="Tags"
          aria-rowcount={tags.length + 1}
          onKeyDown={onKeyDown}
          className={clsx('relative grid', widthClass)}
        >
          <SpokenHead view={view} columns={columns} />
          <tbody ref={rows} className="relative block" style={{ minHeight: tags.length * heightPx }}>
            {places.map(({ index, topPx }) => {
              const tag = tags[index] ?? ''
              return (
                <TagRow
                  key={tag}
                  repository={repository}
                  tag={tag}
                  index={index}
                  topPx={topPx}
                  layout={layout}
                  columns={columns}
                  known={facts.known.get(tag)}
                  rail={rails.get(tag)}
                  heat={heat}
                  isChosen={chosen.has(tag)}
                  isReachable={!isHydrated || index === active}
                  onChoose={choose}
                  onFocus={setActiveTag}
                  onRetry={facts.retry}
                />
              )
            })}
          </tbody>
        </table>
      </div>
    </div>
  )
}

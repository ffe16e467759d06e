import clsx from 'clsx'
import Link from 'next/link'
import { type ChangeEvent, memo } from 'react'
import { imageHref } from '@/lib/contract/links'
import { CompactCells } from './compact-cells'
import type { Rail } from './digest-rails'
import { emptyReason } from './empty-reason'
import { FactCells } from './fact-cells'
import { FailedCells } from './failed-cells'
import { HeatCells, type HeatView } from './heat-cells'
import type { KnownTag } from './known-tag'
import { PlatformCells } from './platform-cells'
import type { PlatformColumn } from './platform-column'
import { RailCell } from './rail-cell'
import { listRowClass, matrixRowClass } from './table-layout'
import type { Layout } from './use-layout'

interface TagRowProps {
  repository: string
  tag: string
  /** From 0, in the whole list. */
  index: number
  topPx?: number
  layout: Layout | undefined
  columns: readonly PlatformColumn[]
  known?: KnownTag
  rail?: Rail
  /** Set when the matrix is shown. */
  heat?: HeatView
  isChosen: boolean
  /** One row of the list can be reached with Tab; the arrow keys do the rest. */
  isReachable: boolean
  onChoose: (tag: string, isRange: boolean) => void
  onFocus: (tag: string) => void
  onRetry: (tag: string) => void
}

const tailLength = 14

function isRangeClick({ nativeEvent }: ChangeEvent): boolean {
  return nativeEvent instanceof MouseEvent && nativeEvent.shiftKey
}

/** The end of a tag often says the platform: when space is short, the middle gives way. */
function TagName({ tag }: { tag: string }) {
  return (
    <>
      <span className="truncate">{tag.slice(0, -tailLength)}</span>
      <span className="shrink-0">{tag.slice(-tailLength)}</span>
    </>
  )
}

function MiddleCells({ columns, known, heat }: Pick<TagRowProps, 'columns' | 'known' | 'heat'>) {
  const reason = known?.facts && emptyReason(known.facts)
  if (reason !== undefined)
    return (
      <td
        colSpan={columns.length + 1}
        style={{ gridColumn: `span ${columns.length + 1}` }}
        className="truncate pl-2 text-ink-muted text-xs max-md:hidden"
      >
        {reason}
      </td>
    )
  return (
    <>
      {heat ? (
        <HeatCells columns={columns} facts={known?.facts} isReading={known?.detail !== 'matrix'} {...heat} />
      ) : (
        <PlatformCells columns={columns} facts={known?.facts} />
      )}
      <td aria-hidden={columns.length > 0} className="max-md:hidden">
        {columns.length === 0 && !known?.facts ? <span className="skeleton ml-2 h-3.5 w-20 align-middle" /> : null}
      </td>
    </>
  )
}

function Cells(props: TagRowProps & { tabIndex: number }) {
  const { tag, layout, columns, known, rail, heat, tabIndex, onRetry } = props
  if (known?.error && !known.facts)
    return (
      <FailedCells
        tag={tag}
        error={known.error}
        span={columns.length + (heat ? 1 : 5)}
        tabIndex={tabIndex}
        onRetry={onRetry}
      />
    )
  if (heat) return <MiddleCells columns={columns} known={known} heat={heat} />
  return (
    <>
      {layout === 'compact' ? null : (
        <>
          <RailCell rail={rail} className="max-md:hidden" />
          <MiddleCells columns={columns} known={known} />
          <FactCells tag={tag} known={known} tabIndex={tabIndex} />
        </>
      )}
      {layout === 'wide' ? null : <CompactCells known={known} />}
    </>
  )
}

export const TagRow = memo(function TagRow(props: TagRowProps) {
  const { repository, tag, index, topPx, heat, isChosen, isReachable, onChoose, onFocus } = props
  const reference = `${repository}:${tag}`
  const tabIndex = isReachable ? 0 : -1
  return (
    <tr
      aria-rowindex={index + 2}
      data-tag={tag}
      style={topPx === undefined ? undefined : { position: 'absolute', top: topPx, insetInline: 0 }}
      className={clsx(
        'border-b last:border-b-0',
        heat ? matrixRowClass : listRowClass,
        isChosen ? 'bg-accent-soft' : 'bg-surface-raised hover:bg-surface-sunken',
      )}
    >
      <td
        className={clsx(
          'sticky left-0 z-10 h-full bg-inherit',
          !heat && 'max-md:col-start-1 max-md:row-span-2 max-md:row-start-1',
        )}
      >
        <label className="flex h-full select-none items-center pl-4">
          <input
            type="checkbox"
            name="source"
            value={reference}
            checked={isChosen}
            tabIndex={tabIndex}
            onChange={(event) => onChoose(tag, isRangeClick(event))}
            onFocus={() => onFocus(tag)}
            className="size-4 scroll-mt-24 scroll-mb-48 accent-accent"
          />
          <span className="sr-only">Choose {tag}</span>
        </label>
      </td>
      <th
        scope="row"
        className={clsx(
          'sticky left-11 z-10 flex h-full min-w-0 items-center bg-inherit pr-2 text-left font-normal',
          !heat && 'max-md:col-start-2 max-md:row-start-1',
        )}
      >
        <Link
          href={imageHref(reference)}
          prefetch={false}
          tabIndex={tabIndex}
          title={tag}
          className="link flex min-w-0 py-1 font-mono text-sm"
        >
          <TagName tag={tag} />
        </Link>
      </th>
      <Cells {...props} tabIndex={tabIndex} />
    </tr>
  )
})

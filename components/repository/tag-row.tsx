import clsx from 'clsx'
import Link from 'next/link'
import { type ChangeEvent, memo } from 'react'
import { imageHref } from '@/lib/contract/links'

interface TagRowProps {
  repository: string
  tag: string
  position: number
  count: number
  topPx?: number
  isChosen: boolean
  /** One row of the list can be reached with Tab; the arrow keys do the rest. */
  isReachable: boolean
  onChoose: (tag: string, isRange: boolean) => void
  onFocus: (tag: string) => void
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

export const TagRow = memo(function TagRow(props: TagRowProps) {
  const { repository, tag, position, count, topPx, isChosen, isReachable, onChoose, onFocus } = props
  const reference = `${repository}:${tag}`
  const tabIndex = isReachable ? 0 : -1
  return (
    <li
      aria-setsize={count}
      aria-posinset={position}
      style={topPx === undefined ? undefined : { position: 'absolute', top: topPx, insetInline: 0 }}
      className={clsx(
        'relative flex h-10 items-center border-b transition-colors last:border-b-0',
        isChosen ? 'bg-accent-soft' : 'hover:bg-surface-sunken',
      )}
    >
      <label className="absolute inset-0 flex select-none items-center pl-4">
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
      <Link
        href={imageHref(reference)}
        prefetch={false}
        tabIndex={tabIndex}
        title={tag}
        className="link relative ml-11 flex min-w-0 max-w-[calc(100%-4rem)] py-1 font-mono text-sm"
      >
        <TagName tag={tag} />
      </Link>
    </li>
  )
})

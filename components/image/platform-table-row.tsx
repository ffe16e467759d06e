import clsx from 'clsx'
import { Digest } from '@/components/reference/digest'
import type { Image, PlatformRow } from '@/lib/contract/image'
import { imageHref } from '@/lib/contract/links'
import { AttachedChips } from './attached-chips'
import { CreatedCell, LayersCell } from './detail-cells'
import { spanOfLine } from './platform-columns'
import { PlatformName } from './platform-name'
import { PullMenu } from './pull-menu'
import { RowProblems } from './row-problems'
import { SizeCell } from './size-cell'

interface PlatformTableRowProps {
  image: Image
  row: PlatformRow
  /** Of the largest platform, in bytes: a full bar. */
  largest: number
  isPending: boolean
  isMarked: boolean
  onWant: (platform: string) => void
}

export function PlatformTableRow({ image, row, largest, isPending, isMarked, onWant }: PlatformTableRowProps) {
  const isWaiting = isPending && row.size === undefined
  const pinned = `${image.registry}/${image.repository}@${row.digest}`
  const attached = <AttachedChips image={image} row={row} isPending={isPending} />
  return (
    <tbody
      data-marked={isMarked}
      className={clsx(
        'group [&_td]:border-t [&_th]:border-t',
        isMarked ? 'bg-accent-soft [&_th:first-child]:shadow-[inset_3px_0_0_var(--accent)]' : 'hover:bg-surface/60',
      )}
    >
      <tr className="[&>*]:h-11 [&>*]:px-2 [&>*]:py-1.5 [&>*]:align-middle [&>*:first-child]:pl-4 [&>*:last-child]:pr-4">
        <th scope="row" aria-current={isMarked || undefined} className="font-normal">
          <PlatformName image={image} row={row} onWant={onWant} />
          <Digest digest={row.digest} of={row.platform} href={imageHref(pinned)} className="mt-0.5 md:hidden" />
        </th>
        <td className="max-md:hidden">
          <Digest digest={row.digest} of={row.platform} href={imageHref(pinned)} />
        </td>
        <td className="text-right tabular-nums">
          <SizeCell row={row} largest={largest} isWaiting={isWaiting} />
          <div className="text-ink-muted text-xs md:hidden">
            <CreatedCell row={row} isWaiting={isWaiting} />
          </div>
        </td>
        <td className="text-right tabular-nums max-md:hidden">
          <LayersCell row={row} isWaiting={isWaiting} />
        </td>
        <td className="pl-6! max-md:hidden lg:pl-8!">
          <CreatedCell row={row} isWaiting={isWaiting} />
        </td>
        <td className="max-lg:hidden">{attached}</td>
        <td className="text-right">
          <PullMenu image={image} row={row} />
        </td>
      </tr>
      {row.attestations.length > 0 ? (
        <tr className="lg:hidden">
          <td colSpan={spanOfLine} className="border-t-0! px-4 pb-2">
            {attached}
          </td>
        </tr>
      ) : null}
      <RowProblems row={row} />
    </tbody>
  )
}

import clsx from 'clsx'
import { useId, useState } from 'react'
import { Digest } from '@/components/reference/digest'
import type { Image, PlatformRow } from '@/lib/contract/image'
import { imageHref } from '@/lib/contract/links'
import { AttachedChips } from './attached-chips'
import type { ChosenDocument } from './attestation/chosen-document'
import { RowAttestations } from './attestation/row-attestations'
import { CreatedCell, LayersCell } from './detail-cells'
import { RowDetails } from './details/row-details'
import { LineFiller } from './line-filler'
import type { PulledMark } from './machine/pulled'
import { PulledChip } from './machine/pulled-chip'
import { spanOfLine } from './platform-columns'
import { PlatformName } from './platform-name'
import { PullMenu } from './pull-menu'
import { RowProblems } from './row-problems'
import { RowToggle } from './row-toggle'
import { SizeCell } from './size-cell'

export interface PlatformTableRowProps {
  image: Image
  row: PlatformRow
  /** Of the largest platform, in bytes: a full bar. */
  largest: number
  isPending: boolean
  isMarked: boolean
  /** Whose machine pulls this row, and why; absent for every other row. */
  pulled?: PulledMark | undefined
  onWant: (platform: string) => void
}

export function PlatformTableRow(props: PlatformTableRowProps) {
  const { image, row, largest, isPending, isMarked, pulled, onWant } = props
  const [isOpen, setIsOpen] = useState(false)
  const [document, openDocument] = useState<ChosenDocument>()
  const detailsId = useId()
  const open = (chosen: ChosenDocument) => {
    setIsOpen(true)
    openDocument(chosen)
  }
  const isWaiting = isPending && row.size === undefined
  const pinned = `${image.registry}/${image.repository}@${row.digest}`
  const attached = <AttachedChips image={image} row={row} isPending={isPending} onOpen={open} />
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
          <div className="flex items-center gap-1.5">
            <RowToggle
              platform={row.platform}
              isOpen={isOpen}
              controls={detailsId}
              onToggle={() => setIsOpen(!isOpen)}
            />
            <PlatformName image={image} row={row} onWant={onWant} />
            {pulled ? <PulledChip {...pulled} isShort={row.osVersion !== undefined} className="max-md:hidden" /> : null}
          </div>
          <div className="mt-0.5 flex items-center md:hidden">
            <span className="-ml-1.5 flex w-7.5 shrink-0 pr-1.5">
              {pulled ? <PulledChip {...pulled} isShort className="px-1!" /> : null}
            </span>
            <Digest digest={row.digest} of={row.platform} href={imageHref(pinned)} className="[&_code>span]:hidden" />
          </div>
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
          <td colSpan={spanOfLine} className="border-t-0! pr-4 pb-2 pl-10">
            {attached}
          </td>
          <LineFiller />
        </tr>
      ) : null}
      <RowProblems row={row} />
      {isOpen ? (
        <tr id={detailsId}>
          <td colSpan={spanOfLine} className="border-t-0! p-0">
            <div className="appear w-[100cqw] border-t bg-surface px-4 py-4 shadow-[inset_0_1px_2px_var(--shade)] sm:px-5">
              <RowAttestations image={image} row={row} opened={document} onOpen={openDocument} />
              <RowDetails image={image} row={row} />
            </div>
          </td>
        </tr>
      ) : null}
    </tbody>
  )
}

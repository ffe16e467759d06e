import { CircleAlert } from 'lucide-react'
import { PlatformChip } from '@/components/reference/platform-chip'
import { ReferenceLink } from '@/components/reference/reference-link'
import { ReferenceText } from '@/components/reference/reference-text'
import { Chip } from '@/components/ui/chip'
import type { BaseRow } from '@/lib/contract/dockerfile'
import { AvailabilityMark } from './availability-mark'

const sourceWords = { copy: 'COPY --from', mount: 'mounted' } as const

function StageName({ row, names }: { row: BaseRow; names: ReadonlyMap<number, string> }) {
  if (row.how === 'copy' || row.how === 'mount')
    return (
      <span className="text-ink-muted text-xs">
        {sourceWords[row.how]} in {names.get(row.stage)}
      </span>
    )
  return (
    <span className="font-medium font-mono text-xs">
      {row.name ?? (row.how === 'from' ? `stage ${row.stage}` : `line ${row.line}`)}
    </span>
  )
}

function BaseName({ row, names }: { row: BaseRow; names: ReadonlyMap<number, string> }) {
  const { reference, base, written } = row
  if (reference !== undefined && row.problem?.code !== 'REFERENCE_INVALID')
    return <ReferenceLink reference={reference} className="text-xs" />
  if (base !== undefined) return <span className="text-ink-muted text-xs">on {names.get(base)}</span>
  return <ReferenceText reference={written.slice(0, 200)} className="text-ink-muted text-xs" />
}

function RowNotes({ row }: { row: BaseRow }) {
  return (
    <>
      {row.platform === undefined ? null : (
        <span className="flex flex-wrap items-center gap-1 text-ink-muted text-xs">
          {row.isOnBuildMachine ? 'runs on the machine that builds:' : 'always for'}
          <PlatformChip platform={row.platform} />
        </span>
      )}
      {row.cells.some(({ reference }) => reference !== undefined) ? (
        <span className="text-ink-muted text-xs">
          <ReferenceText reference={row.written.slice(0, 200)} /> is another image for each platform
        </span>
      ) : null}
      {row.isUsed ? null : <Chip title="The last stage does not need it; builders leave it out.">not built</Chip>}
      {row.problem ? (
        <span className="flex items-start gap-1 text-danger text-xs">
          <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          <span className="min-w-0 break-words">{row.problem.message}</span>
        </span>
      ) : null}
    </>
  )
}

interface BaseRowProps {
  row: BaseRow
  columns: string[]
  names: ReadonlyMap<number, string>
}

export function BaseTableRow({ row, columns, names }: BaseRowProps) {
  const cells = new Map(row.cells.map((cell) => [cell.platform, cell]))
  return (
    <tr className="border-t align-top">
      <td className="px-3 py-2 text-right text-ink-faint text-xs tabular-nums max-sm:hidden">{row.line}</td>
      <th scope="row" className="min-w-36 py-2 pr-2 text-left font-normal max-sm:pl-3 sm:min-w-44">
        <div className="flex max-w-80 flex-col items-start gap-1">
          <StageName row={row} names={names} />
          <BaseName row={row} names={names} />
          <RowNotes row={row} />
        </div>
      </th>
      {columns.map((platform) => {
        const cell = cells.get(platform)
        return (
          <td key={platform} className="px-1.5 py-2 text-center">
            {cell ? <AvailabilityMark cell={cell} /> : <span className="text-ink-faint">·</span>}
          </td>
        )
      })}
    </tr>
  )
}

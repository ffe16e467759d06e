import { TriangleAlert } from 'lucide-react'
import type { PlatformRow } from '@/lib/contract/image'
import { LineFiller } from './line-filler'
import { spanOfLine } from './platform-columns'

export function RowProblems({ row }: { row: PlatformRow }) {
  if (row.problems.length === 0) return null
  return (
    <tr>
      <td colSpan={spanOfLine} className="border-t-0! pr-4 pb-2.5 pl-10">
        <ul className="flex flex-col gap-1 text-sm">
          {row.problems.map(({ code, message }) => (
            <li key={`${code} ${message}`} className="flex items-start gap-1.5">
              <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
              <span className="min-w-0 break-words">
                <span className="sr-only">Problem with {row.platform}: </span>
                {message}
              </span>
            </li>
          ))}
        </ul>
      </td>
      <LineFiller />
    </tr>
  )
}

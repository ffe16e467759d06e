import type { MatrixRow } from './matrix-rows'
import type { Measure } from './use-repository-view'

/** Source: RFC 4180. */
function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function cellText(cell: MatrixRow['cells'][number], by: Measure): string {
  if (cell === 'none') return ''
  if (cell === 'unknown') return 'unknown'
  return (by === 'age' ? cell.created : cell.size?.toString()) ?? 'unknown'
}

/** A line for each tag: creation times in UTC or bytes; empty where a tag has no such image. */
export function matrixCsv(rows: readonly MatrixRow[], platforms: readonly string[], by: Measure): string {
  const unit = by === 'age' ? 'created' : 'bytes'
  const head = ['tag', 'digest', ...platforms.map((platform) => `${platform} ${unit}`)]
  const lines = rows.map(({ tag, digest, cells }) => [
    tag,
    digest ?? 'unknown',
    ...cells.map((cell) => cellText(cell, by)),
  ])
  return [head, ...lines].map((fields) => `${fields.map(field).join(',')}\r\n`).join('')
}

import { formatBytes } from '@/components/ui/format-bytes'

const minus = '−'
/** Beyond that, a share says less than the sizes do. */
const mostPercent = 1000

/** `+70.2 kB`, `−1.2 MB`; undefined where either size is unknown. */
export function formatDifference(before: number | undefined, after: number | undefined): string | undefined {
  if (before === undefined || after === undefined) return undefined
  if (before === after) return 'none'
  return `${after > before ? '+' : minus}${formatBytes(Math.abs(after - before))}`
}

/** `+3.6 %` of the size before; undefined where that says nothing. */
export function formatShare(before: number | undefined, after: number | undefined): string | undefined {
  if (!before || after === undefined || before === after) return undefined
  const percent = (100 * (after - before)) / before
  const digits = Math.abs(percent) < 10 ? 1 : 0
  const shown = Number(Math.abs(percent).toFixed(digits))
  return shown === 0 || shown >= mostPercent ? undefined : `${percent > 0 ? '+' : minus}${shown} %`
}

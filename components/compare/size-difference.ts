import { formatBytes } from '@/components/ui/format-bytes'

const minus = '−'

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
  const text = Math.abs(percent).toFixed(digits)
  return Number(text) === 0 ? undefined : `${percent > 0 ? '+' : minus}${text} %`
}

'use client'
import { formatExact, formatRelative } from './format-time'
import { useNow } from './use-now'

/** The exact date from the server, “3 months ago” once the page runs; the exact time stays on hover. */
export function RelativeTime({ time, className }: { time: string; className?: string }) {
  const nowMs = useNow()
  const date = new Date(time)
  const exact = formatExact(date)
  return (
    <time dateTime={time} title={exact} className={className}>
      {nowMs === undefined ? exact.slice(0, 10) : formatRelative(date, nowMs)}
    </time>
  )
}

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always' })

/** `3 months ago`; under a minute `just now`. */
export function formatRelative(time: Date, nowMs: number): string {
  const seconds = (time.getTime() - nowMs) / 1000
  const [unit, length] = units.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 0]
  return length === 0 ? 'just now' : relative.format(Math.trunc(seconds / length), unit)
}

/** `2026-05-01 00:00 UTC`: the same on the server and in every browser. */
export function formatExact(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

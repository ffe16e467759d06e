const units: [string, number][] = [
  ['y', 365.25],
  ['mo', 30.44],
  ['d', 1],
]

/** `3 mo`, `12 d`, `2 y`: for narrow cells; the exact time stands in the tooltip. */
export function shortAge(created: string, nowMs: number): string {
  const days = (nowMs - Date.parse(created)) / 86_400_000
  const [unit, length] = units.find(([, size]) => days >= size) ?? ['', 0]
  return length === 0 ? 'today' : `${Math.floor(days / length)} ${unit}`
}

const units = ['B', 'kB', 'MB', 'GB', 'TB']

/** Decimal units with three significant digits, as Docker Hub shows sizes: `204 MB`, `1.61 kB`. */
export function formatBytes(bytes: number): string {
  let value = bytes
  let unit = 0
  while (Number(value.toPrecision(3)) >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${unit === 0 ? value : Number(value.toPrecision(3))} ${units[unit]}`
}

/** Beyond this many pairs of lines the middle part is compared as a heap of lines, without their order. */
const maxPairs = 4_000_000

/** The comma behind a line of JSON says only whether another one follows. */
const meaningOf = (line: string) => line.replace(/,$/, '')

function commonEdges(before: string[], after: string[]): { start: number; end: number } {
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start += 1
  let end = 0
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1
  return { start, end }
}

/** For each line of `after` whether it belongs to a longest common subsequence. Source: Wagner and Fischer, 1974. */
function keptLines(before: string[], after: string[]): boolean[] {
  const width = after.length + 1
  const lengths = new Uint32Array((before.length + 1) * width)
  const at = (row: number, column: number) => lengths[row * width + column] ?? 0
  for (let row = before.length - 1; row >= 0; row -= 1)
    for (let column = after.length - 1; column >= 0; column -= 1)
      lengths[row * width + column] =
        before[row] === after[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1))
  const kept = after.map(() => false)
  let [row, column] = [0, 0]
  while (row < before.length && column < after.length)
    if (before[row] === after[column]) {
      kept[column] = true
      row += 1
      column += 1
    } else if (at(row + 1, column) >= at(row, column + 1)) row += 1
    else column += 1
  return kept
}

function knownLines(before: string[], after: string[]): boolean[] {
  const left = new Map<string, number>()
  for (const line of before) left.set(line, (left.get(line) ?? 0) + 1)
  return after.map((line) => {
    const count = left.get(line) ?? 0
    left.set(line, count - 1)
    return count > 0
  })
}

export interface LineDiff {
  /** `number` counts from 1. */
  lines: { number: number; text: string; isNew: boolean }[]
  /** How many lines of `before` are there no more. */
  gone: number
}

/** Which lines of a JSON text are new against another one; a comma at the end of a line does not count. */
export function diffLines(before: string, after: string): LineDiff {
  const texts = after.split('\n')
  const [old, now] = [before.split('\n').map(meaningOf), texts.map(meaningOf)]
  const { start, end } = commonEdges(old, now)
  const [oldMiddle, middle] = [old.slice(start, old.length - end), now.slice(start, now.length - end)]
  const compare = oldMiddle.length * middle.length > maxPairs ? knownLines : keptLines
  const kept = compare(oldMiddle, middle)
  const lines = texts.map((text, place) => ({ number: place + 1, text, isNew: kept[place - start] === false }))
  return { lines, gone: oldMiddle.length - kept.filter(Boolean).length }
}

import { isLongTurn, yieldLongTurn } from './yield-turn'

/** What is sorted in less than a millisecond. */
const partLength = 1_000

/** Looks at each item in turn; others have theirs in between where that takes long. */
export async function inSlices<T>(items: readonly T[], look: (item: T) => void): Promise<void> {
  for (const item of items) {
    if (isLongTurn()) await yieldLongTurn()
    look(item)
  }
}

async function merge<T>(left: T[], right: T[], compare: (a: T, b: T) => number): Promise<T[]> {
  const merged: T[] = []
  let [fromLeft, fromRight] = [0, 0]
  while (fromLeft < left.length && fromRight < right.length) {
    if (isLongTurn()) await yieldLongTurn()
    const isRightFirst = compare(left[fromLeft] as T, right[fromRight] as T) > 0
    merged.push((isRightFirst ? right[fromRight++] : left[fromLeft++]) as T)
  }
  for (const rest of [left.slice(fromLeft), right.slice(fromRight)]) await inSlices(rest, (item) => merged.push(item))
  return merged
}

/** A sorted copy, equal ones in their order, made in parts between which others have their turn. */
export async function sortInSlices<T>(items: readonly T[], compare: (a: T, b: T) => number): Promise<T[]> {
  await yieldLongTurn()
  if (items.length <= partLength) return items.toSorted(compare)
  const middle = Math.ceil(items.length / 2)
  const left = await sortInSlices(items.slice(0, middle), compare)
  return merge(left, await sortInSlices(items.slice(middle), compare), compare)
}

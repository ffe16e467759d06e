import { yieldTurn } from './yield-turn'

const sliceLength = 10_000

/** Looks at each item in turn; of a list of more than ten thousand, others have theirs after each part. */
export async function inSlices<T>(items: readonly T[], look: (item: T) => void): Promise<void> {
  for (let start = 0; start < items.length; start += sliceLength) {
    const end = Math.min(items.length, start + sliceLength)
    for (let index = start; index < end; index += 1) look(items[index] as T)
    if (items.length > sliceLength) await yieldTurn()
  }
}

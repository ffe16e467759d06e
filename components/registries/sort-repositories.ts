/** Numbers count by their value: `java-9` stands before `java-11`. */
const collator = new Intl.Collator('en', { numeric: true })

/** A sorted copy without repetitions, in natural order. */
export function sortRepositories(names: Iterable<string>): string[] {
  return [...new Set(names)].sort(collator.compare)
}

/** The tags that hold every word of the query, in any case, in the order given. */
export function filterTags(tags: string[], query: string): string[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return tags
  return tags.filter((tag) => {
    const name = tag.toLowerCase()
    return words.every((word) => name.includes(word))
  })
}

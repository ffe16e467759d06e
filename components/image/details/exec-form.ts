/** `["/bin/sh", "-c", "make"]`: where one word ends and the next begins cannot be mistaken. */
export function execForm(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(', ')}]`
}

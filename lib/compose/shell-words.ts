/** One word for a POSIX shell, quoted where it has to be. */
export function quoteWord(word: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}

/** A command line; words that belong together are on one line, the lines end in a backslash. */
export function joinCommand(...lines: string[][]): string {
  return lines
    .filter((words) => words.length > 0)
    .map((words) => words.map(quoteWord).join(' '))
    .join(' \\\n  ')
}

/** A remark between commands, on one line whatever it quotes. */
export function remark(text: string): string {
  return `# ${text.replace(/[\r\n]+/g, ' ')}`
}

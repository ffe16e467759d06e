export type Cell = string | number | undefined

/** A table in Markdown; numbers stand to the right, and what is not known says so. */
export function markdownTable(headings: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const isNumeric = (column: number) => rows.every((row) => typeof row[column] !== 'string' || row[column] === '')
  const line = (cells: readonly Cell[]) => `| ${cells.map((cell) => cell ?? 'unknown').join(' | ')} |`
  const rounded = (cell: Cell) => (typeof cell === 'number' ? Math.round(cell) : cell)
  const rule = headings.map((_, column) => (isNumeric(column) ? '---:' : '---'))
  return [line(headings), line(rule), ...rows.map((row) => line(row.map(rounded)))].join('\n')
}

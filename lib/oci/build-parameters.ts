export interface Parameter {
  name: string
  value: string
}

const maxParameters = 200
const maxDepth = 6
const maxTextLength = 1_000

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** BuildKit’s own wrapping of what was given on the command line says nothing to people. */
const shownName = (path: string) => path.replace(/^(?:request\.)?args\./, '').replace(/^build-arg:/, '')

/** What a build was given, as names with their values: `request.frontend`, `locals.0.name`. At most 200, six levels deep. */
export function flattenParameters(parameters: unknown): Parameter[] {
  const found: Parameter[] = []
  const visit = (value: unknown, path: string, depth: number): void => {
    if (found.length >= maxParameters) return
    if (isRecord(value)) {
      if (depth === maxDepth) return
      for (const [name, inner] of Object.entries(value)) visit(inner, path === '' ? name : `${path}.${name}`, depth + 1)
      return
    }
    if (path === '' || value === null || value === undefined || value === '') return
    found.push({ name: shownName(path).slice(0, maxTextLength), value: String(value).slice(0, maxTextLength) })
  }
  visit(parameters, '', 0)
  return found
}

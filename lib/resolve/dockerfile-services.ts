import { type Document, isAlias, isNode, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { expandWord, InvalidWordError, type Variables } from './dockerfile-expansion'
import type { DockerfileProblem } from './dockerfile-instructions'

/** An image that a file only names, without building on it. */
export interface NamedImage {
  /** As written. */
  written: string
  /** With its variables replaced; absent when that fails. */
  reference?: string
  /** Of the service. */
  name?: string
  platform?: string
  line: number
  problem?: string
}

export interface NamedImages {
  images: NamedImage[]
  problems: DockerfileProblem[]
}

const maxAliases = 50

const serviceSchema = z.looseObject({
  image: z.string(),
  platform: z.string().optional(),
  build: z.unknown().optional(),
})
const composeSchema = z.looseObject({ services: z.record(z.string(), z.unknown()) })

/** `$$` is a dollar sign in a compose file; quotes and backslashes mean nothing there. */
function interpolate(text: string, variables: Variables): string {
  const parts = text.split('$$').map((part) => expandWord(part.replace(/['"]/g, ''), { escapeMark: '', variables }))
  return parts.join('$')
}

function readService(
  name: string,
  value: unknown,
  { variables, line }: { variables: Variables; line: number },
): NamedImage[] {
  const service = serviceSchema.safeParse(value).data
  // with a build section, `image` names what comes out of it
  if (!service || service.build !== undefined) return []
  const { image, platform } = service
  const base = { written: image, name, line, ...(platform ? { platform } : {}) }
  try {
    return [{ ...base, reference: interpolate(image, variables) }]
  } catch (error) {
    if (!(error instanceof InvalidWordError)) throw error
    return [{ ...base, problem: `“${image.slice(0, 80)}” cannot be worked out: ${error.message}.` }]
  }
}

/** Of the image’s name, or, where that comes by an anchor, of nothing nearer than the services. */
function lineOf(document: Document, name: string, lines: LineCounter): number {
  const nodes = [['services', name, 'image'], ['services', name], ['services']].map((path) =>
    document.getIn(path, true),
  )
  const range = nodes.find((node) => isNode(node) && !isAlias(node))
  return lines.linePos(isNode(range) ? (range.range?.[0] ?? 0) : 0).line
}

function readAll(text: string, variables: Variables): NamedImages {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, merge: true })
  const [error] = document.errors
  if (error)
    return { images: [], problems: [{ line: error.linePos?.[0].line ?? 1, message: 'This line is not valid YAML.' }] }
  const compose = composeSchema.safeParse(document.toJS({ maxAliasCount: maxAliases }))
  const services = Object.entries(compose.data?.services ?? {})
  const read = ([name, service]: [string, unknown]) =>
    readService(name, service, { variables, line: lineOf(document, name, lines) })
  return { images: services.flatMap(read), problems: [] }
}

/** The images of a compose file’s services; never throws. Source: compose-spec, "services", "Interpolation". */
export function readServices(text: string, args: Readonly<Record<string, string>>): NamedImages {
  try {
    return readAll(text, new Map(Object.entries(args)))
  } catch {
    return { images: [], problems: [{ line: 1, message: 'This compose file is nested too deeply to be read.' }] }
  }
}

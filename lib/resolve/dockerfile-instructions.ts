/**
 * Splits a Dockerfile into instructions as BuildKit does. Own code, because the one library that is kept, dockerfile-ast 0.7.1,
 * differs from BuildKit on heredocs (`3<<EOF`, `<< EOF`, `<<"E F"`) and escapes, where a wrong end invents or loses a base.
 */
import { splitWords, unquoteWord } from './dockerfile-words'

/** What is wrong with a line; the lines around it are read all the same. */
export interface DockerfileProblem {
  /** Counted from 1. */
  line: number
  message: string
}

export interface Instruction {
  /** In upper case. */
  keyword: string
  /** The `--name=value` words before anything else, without their quotes. */
  flags: string[]
  rest: string
  line: number
}

export interface InstructionList {
  /** What joins lines and takes the meaning from the next character: a backslash, or a backtick where the file says so. */
  escapeMark: string
  instructions: Instruction[]
  problems: DockerfileProblem[]
}

interface Heredoc {
  name: string
  /** Of `<<-`: tabs before the last line do not count. */
  hasTabs: boolean
}

const directives = new Set(['syntax', 'escape', 'check'])
const heredocKeywords = new Set(['RUN', 'COPY', 'ADD'])

const withoutReturn = (line: string) => (line.endsWith('\r') ? line.slice(0, -1) : line)

const isComment = (line: string) => line.trimStart().startsWith('#')

/** The directives before anything else; one that is unknown is a comment, after which there are no more. */
function readEscape(lines: readonly string[], problems: DockerfileProblem[]): string {
  const seen = new Set<string>()
  let escapeMark = '\\'
  for (const [position, line] of lines.entries()) {
    const match = /^#\s*([A-Za-z][A-Za-z0-9]*)\s*=(.*)$/.exec(line.trimStart())
    const name = match?.[1]?.toLowerCase() ?? ''
    const value = match?.[2]?.trim() ?? ''
    if (!directives.has(name) || value === '') break
    if (seen.has(name)) problems.push({ line: position + 1, message: `“# ${name}=” may stand here only once.` })
    seen.add(name)
    if (name !== 'escape') continue
    if (value === '`' || value === '\\') escapeMark = value
    else problems.push({ line: position + 1, message: 'The escape character can only be \\ or `.' })
  }
  return escapeMark
}

/** The line without its continuation mark, or undefined when it has none. A doubled mark is no continuation. */
function beforeContinuation(line: string, escapeMark: string): string | undefined {
  let end = line.length
  while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t')) end -= 1
  if (line[end - 1] !== escapeMark || line[end - 2] === escapeMark) return undefined
  return line.slice(0, end - 1)
}

function endOfWord(text: string, escapeMark: string): number {
  let quote = ''
  for (let position = 0; position < text.length; position += 1) {
    const character = text[position] ?? ''
    if (character === escapeMark) position += 1
    else if (character === quote) quote = ''
    else if (quote === '' && (character === '"' || character === "'")) quote = character
    else if (quote === '' && /\s/.test(character)) return position
  }
  return text.length
}

/** The `--name=value` words that a line begins with, and what follows them. */
function splitFlags(text: string, escapeMark: string): { flags: string[]; rest: string } {
  const flags: string[] = []
  let rest = text.trim()
  while (rest.startsWith('--')) {
    const end = endOfWord(rest, escapeMark)
    const flag = unquoteWord(rest.slice(0, end), escapeMark)
    rest = rest.slice(end).trimStart()
    if (flag === '--') break
    flags.push(flag)
  }
  return { flags, rest }
}

function readInstruction(text: string, line: number, escapeMark: string): Instruction {
  const trimmed = text.trim()
  const keyword = /^[^\t\v\f\r ]*/.exec(trimmed)?.[0] ?? ''
  return { keyword: keyword.toUpperCase(), line, ...splitFlags(trimmed.slice(keyword.length), escapeMark) }
}

function isJsonList(text: string): boolean {
  if (!text.startsWith('[')) return false
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) && value.every((item) => typeof item === 'string')
  } catch {
    return false
  }
}

/** The words of a heredoc are read with a backslash, whatever the file’s escape character is. */
function heredocsOf(instruction: Instruction, line: string): Heredoc[] {
  const { keyword, rest } =
    instruction.keyword === 'ONBUILD' ? readInstruction(instruction.rest, instruction.line, '\\') : instruction
  if (!heredocKeywords.has(keyword) || !line.includes('<<') || isJsonList(rest)) return []
  return (splitWords(line, '\\') ?? []).flatMap((word) => {
    const match = /^\d*<<(-?)\s*([^<]*)$/.exec(word)
    const name = unquoteWord(match?.[2] ?? '', '\\')
    return name === '' ? [] : [{ name, hasTabs: match?.[1] === '-' }]
  })
}

/** Reads a Dockerfile’s lines; keeps what it has understood. */
class LineReader {
  readonly instructions: Instruction[] = []
  readonly problems: DockerfileProblem[] = []
  readonly #lines: string[]
  readonly #escapeMark: string
  #position = 0

  constructor(text: string) {
    this.#lines = text
      .replace(/^\uFEFF/, '')
      .split('\n')
      .map(withoutReturn)
    this.#escapeMark = readEscape(this.#lines, this.problems)
  }

  readAll(): InstructionList {
    while (this.#position < this.#lines.length) this.#readOne()
    return { escapeMark: this.#escapeMark, instructions: this.instructions, problems: this.problems }
  }

  #readOne(): void {
    const start = this.#position
    const text = this.#joinLines()
    if (text.trim() === '') return
    const instruction = readInstruction(text, start + 1, this.#escapeMark)
    this.instructions.push(instruction)
    for (const heredoc of heredocsOf(instruction, text)) this.#skipHeredoc(heredoc, start + 1)
  }

  /** Comments and empty lines between continued lines are left out. */
  #joinLines(): string {
    const first = this.#lines[this.#position++] ?? ''
    if (isComment(first)) return ''
    const parts: string[] = []
    let continued = beforeContinuation(first, this.#escapeMark)
    parts.push(continued ?? first)
    while (continued !== undefined && this.#position < this.#lines.length) {
      const line = this.#lines[this.#position++] ?? ''
      if (isComment(line) || line.trim() === '') continue
      continued = beforeContinuation(line, this.#escapeMark)
      parts.push(continued ?? line)
    }
    return parts.join('')
  }

  #skipHeredoc({ name, hasTabs }: Heredoc, line: number): void {
    while (this.#position < this.#lines.length) {
      const candidate = this.#lines[this.#position++] ?? ''
      if ((hasTabs ? candidate.replace(/^\t+/, '') : candidate) === name) return
    }
    this.problems.push({
      line,
      message: `The heredoc “${name.slice(0, 40)}” does not end; a line with that word alone ends it.`,
    })
  }
}

/**
 * The instructions of a Dockerfile, in their order, without what stands in heredocs.
 * Source: Dockerfile reference, "Format", "Parser directives", "Here-Documents".
 */
export function readInstructions(text: string): InstructionList {
  return new LineReader(text).readAll()
}

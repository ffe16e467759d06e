/** JSON.parse for documents so long that one go would hold up everybody else. */

interface Level {
  isArray: boolean
  /** Where its bracket stands. */
  start: number
  /** Where the text begins that has not been read yet. */
  from: number
  /** Its last comma that is known, or -1. */
  comma: number
  /** What has been read of it; undefined as long as all of it can be read in one go. */
  built?: unknown[] | Record<string, unknown>
  /** The member whose value is being read piece by piece. */
  name?: string
  /** A value has just been put in, so that a comma or the end must follow. */
  isComplete: boolean
}

/** Characters that are looked at in a millisecond or two, though nothing is read from them. */
const lookLength = 262_144

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const openBracket = 0x5b
const openBrace = 0x7b
const closeBracket = 0x5d
const closeBrace = 0x7d

const isBlank = (text: string) => /^[ \t\n\r]*$/.test(text)

function refuse(): never {
  throw new SyntaxError('not JSON')
}

function setMember(object: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__')
    Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true })
  else object[name] = value
}

function put(level: Level, value: unknown): void {
  if (Array.isArray(level.built)) level.built.push(value)
  else if (level.built && level.name !== undefined) setMember(level.built, level.name, value)
  level.isComplete = true
}

/** Reads whole members up to `end`, which is where a comma or the closing bracket stands. */
function readMembers(level: Level, text: string, end: number): void {
  const part = text.slice(level.from, end)
  if (level.isComplete) {
    if (!isBlank(part)) refuse()
    level.isComplete = false
    return
  }
  if (isBlank(part)) refuse()
  if (level.isArray) {
    const read = JSON.parse(`[${part}]`) as unknown[]
    if (Array.isArray(level.built)) for (const item of read) level.built.push(item)
    else level.built = read
    return
  }
  const read = JSON.parse(`{${part}}`) as Record<string, unknown>
  if (level.built === undefined) level.built = read
  else for (const name in read) setMember(level.built as Record<string, unknown>, name, read[name])
}

/** Everything before the value that starts at `start`: whole members, then the name of the one that it belongs to. */
function readUpTo(level: Level, text: string, start: number): void {
  if (level.from > start) return
  if (level.comma >= level.from) {
    readMembers(level, text, level.comma)
    level.from = level.comma + 1
  }
  if (level.isComplete) refuse()
  level.built ??= level.isArray ? [] : {}
  const lead = text.slice(level.from, start)
  level.from = start + 1
  if (level.isArray) {
    if (!isBlank(lead)) refuse()
    level.name = ''
    return
  }
  // a list where the value will stand: nothing but a name and a colon can go before it
  const [name] = Object.keys(JSON.parse(`{${lead}[]}`) as object)
  if (name === undefined) refuse()
  level.name = name
}

/**
 * What JSON.parse gives, read in pieces of about `pieceLength` characters, with a pause after each; only a single long text is read in one go.
 * @throws {SyntaxError}
 */
export function* parseInPieces(text: string, pieceLength: number): Generator<undefined, unknown> {
  const levels: Level[] = []
  let root: { value: unknown; start: number; end: number } | undefined
  let isInString = false
  let pauseAt = lookLength
  const readOuter = () => {
    for (const [depth, level] of levels.entries()) {
      const inner = levels[depth + 1]
      if (inner) readUpTo(level, text, inner.start)
    }
  }
  const close = (level: Level, value: unknown, end: number) => {
    const outer = levels.at(-1)
    if (!outer) root = { value, start: level.start, end }
    else {
      put(outer, value)
      outer.from = end
    }
  }
  for (let index = 0; index < text.length; index += 1) {
    if (index >= pauseAt) {
      pauseAt = index + lookLength
      yield
    }
    const code = text.charCodeAt(index)
    if (isInString) {
      if (code === backslash) index += 1
      else if (code === quote) isInString = false
      continue
    }
    const level = levels.at(-1)
    if (code === quote) isInString = true
    else if (code === openBracket || code === openBrace) {
      if (root) refuse()
      levels.push({ isArray: code === openBracket, start: index, from: index + 1, comma: -1, isComplete: false })
    } else if (code === comma && level) {
      level.comma = index
      const isLong = index - level.from > pieceLength
      if (!level.isComplete && !isLong) continue
      if (isLong) readOuter()
      readMembers(level, text, index)
      level.from = index + 1
      if (isLong) yield
    } else if (code === closeBracket || code === closeBrace) {
      if (!level || level.isArray !== (code === closeBracket)) refuse()
      const isLong = index - level.start > pieceLength
      if (level.built) readMembers(level, text, index)
      else if (isLong) readOuter()
      levels.pop()
      if (!level.built && !isLong) continue
      close(level, level.built ?? JSON.parse(text.slice(level.start, index + 1)), index + 1)
      yield
    }
  }
  if (levels.length > 0) refuse()
  if (!root) return JSON.parse(text)
  if (!isBlank(text.slice(0, root.start)) || !isBlank(text.slice(root.end))) refuse()
  return root.value
}

/** Variables in a Dockerfile’s words: `$name`, `${name:-default}`, `${name%pattern}`. Source: Dockerfile reference, "Environment replacement". */

export interface Variables {
  get(name: string): string | undefined
}

/** A word whose variables cannot be replaced; the message says why. */
export class InvalidWordError extends Error {
  override readonly name = 'InvalidWordError'
}

/** Bounds for what names an image: a few lines could otherwise double each other into gigabytes. */
const maxLength = 2048
const maxDepth = 16
const maxPatternLength = 128

function fail(message: string): never {
  throw new InvalidWordError(message)
}

/** Which lengths of `text`, from its start, a pattern of `*`, `?` and `\` matches. */
function matchingLengths(pattern: readonly string[], text: readonly string[]): number[] {
  let reached = [0]
  for (const part of pattern) {
    const last = text.length
    if (part === '*') {
      const from = reached[0]
      reached = from === undefined ? [] : Array.from({ length: last - from + 1 }, (_, step) => from + step)
    } else {
      const next = reached.filter((at) => at < last && (part === '?' || text[at] === part.at(-1)))
      reached = next.map((at) => at + 1)
    }
  }
  return reached
}

/** One element a character to match; an escaped one keeps its backslash, so that it is no wildcard. */
function patternParts(pattern: string): string[] {
  if (pattern.length > maxPatternLength) fail('a pattern in it is too long')
  return pattern.match(/\\[\s\S]|[\s\S]/g) ?? []
}

function trimMatch(value: string, modifier: string, word: string): string {
  const isLongest = word.startsWith(modifier)
  const parts = patternParts(isLongest ? word.slice(1) : word)
  const isSuffix = modifier === '%'
  const text = isSuffix ? [...value].reverse() : [...value]
  const lengths = matchingLengths(isSuffix ? parts.toReversed() : parts, text)
  const length = isLongest ? lengths.at(-1) : lengths[0]
  if (length === undefined) return value
  const kept = text.slice(length)
  return (isSuffix ? kept.reverse() : kept).join('')
}

function replaceMatch(value: string, { pattern, by, isAll }: { pattern: string; by: string; isAll: boolean }): string {
  if (/[*?\\]/.test(pattern)) fail('a replacement with wildcards is not worked out here')
  if (pattern === '') return value
  return isAll ? value.replaceAll(pattern, () => by) : value.replace(pattern, () => by)
}

class WordReader {
  #position = 0
  #depth = 0

  constructor(
    readonly text: string,
    readonly escapeMark: string,
    readonly variables: Variables,
  ) {}

  readAll(): string {
    return this.#readUntil(undefined, false)
  }

  #take(): string {
    return this.text[this.#position++] ?? ''
  }

  #isAtEnd(): boolean {
    return this.#position >= this.text.length
  }

  #readUntil(stop: string | undefined, keepsEscapes: boolean): string {
    let result = ''
    while (!this.#isAtEnd()) {
      const character = this.#take()
      if (character === stop) return result
      result += this.#readPiece(character, keepsEscapes)
      if (result.length > maxLength) fail('it becomes too long')
    }
    if (stop !== undefined) fail(`a “${stop}” is missing`)
    return result
  }

  #readPiece(character: string, keepsEscapes: boolean): string {
    if (character === '$') return this.#readVariable()
    if (character === "'") return this.#readSingleQuoted()
    if (character === '"') return this.#readDoubleQuoted()
    if (character !== this.escapeMark) return character
    return keepsEscapes ? character + this.#take() : this.#take()
  }

  #readSingleQuoted(): string {
    const end = this.text.indexOf("'", this.#position)
    if (end < 0) fail('a closing quote is missing')
    const quoted = this.text.slice(this.#position, end)
    this.#position = end + 1
    return quoted
  }

  #readDoubleQuoted(): string {
    let result = ''
    while (!this.#isAtEnd()) {
      const character = this.#take()
      if (character === '"') return result
      const next = this.text[this.#position] ?? ''
      if (character === '$') result += this.#readVariable()
      else if (character === this.escapeMark && ['"', '$', this.escapeMark].includes(next)) result += this.#take()
      else result += character
      if (result.length > maxLength) fail('it becomes too long')
    }
    return fail('a closing quote is missing')
  }

  #readName(): string {
    const rest = this.text.slice(this.#position, this.#position + maxLength)
    const name = /^(?:\d+|[@*#?$!-]|[\p{L}_][\p{L}\p{Nd}_]*)/u.exec(rest)?.[0] ?? ''
    this.#position += name.length
    return name
  }

  #readVariable(): string {
    if (this.text[this.#position] !== '{') {
      const name = this.#readName()
      return name === '' ? '$' : (this.variables.get(name) ?? '')
    }
    this.#position += 1
    const name = this.#readName()
    if (name === '') fail('a variable in it has no name')
    this.#depth += 1
    if (this.#depth > maxDepth) fail('its variables are nested too deeply')
    const value = this.#readModified(name)
    this.#depth -= 1
    return value
  }

  #readModified(name: string): string {
    const given = this.variables.get(name)
    const modifier = this.#take()
    if (modifier === '}') return given ?? ''
    if (modifier === '/') return this.#readReplacement(given ?? '')
    const isEmptyUnset = modifier === ':'
    const kind = isEmptyUnset ? this.#take() : modifier
    if (kind === '') fail('a “}” is missing')
    if (!(isEmptyUnset ? '-+?' : '-+?#%').includes(kind)) fail(`“${modifier}” is no modifier of a variable`)
    const isPattern = kind === '#' || kind === '%'
    const word = this.#readUntil('}', isPattern)
    if (isPattern) return trimMatch(given ?? '', kind, word)
    const isSet = given !== undefined && !(isEmptyUnset && given === '')
    if (kind === '+') return isSet ? word : ''
    if (isSet) return given
    return kind === '-' ? word : fail(word === '' ? `${name} has no value` : `${name}: ${word.slice(0, 200)}`)
  }

  #readReplacement(value: string): string {
    const isAll = this.text[this.#position] === '/'
    if (isAll) this.#position += 1
    const pattern = this.#readUntil('/', true)
    const by = this.#readUntil('}', true)
    return replaceMatch(value, { pattern, by, isAll })
  }
}

/** The word with its variables replaced and its quotes removed. @throws {InvalidWordError} */
export function expandWord(
  word: string,
  { escapeMark, variables }: { escapeMark: string; variables: Variables },
): string {
  if (word.length > maxLength) fail('it is too long')
  return new WordReader(word, escapeMark, variables).readAll()
}

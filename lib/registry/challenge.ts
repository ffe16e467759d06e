/** What a registry asks for in `WWW-Authenticate`. */
export interface Challenge {
  /** Lower case. */
  scheme: string
  /** Names in lower case, no prototype; of a name given twice the first value counts. */
  parameters: Readonly<Record<string, string>>
}

const maxHeaderLength = 8192
const maxChallenges = 16
const tokenCharacter = /[!#$%&'*+\-.^_`|~0-9A-Za-z]/
const token68Character = /[A-Za-z0-9\-._~+/]/

/** Reads one header from left to right, each character once. */
class Cursor {
  position = 0
  constructor(readonly text: string) {}

  peek(): string {
    return this.text.charAt(this.position)
  }

  takeWhile(matches: (character: string) => boolean): string {
    const start = this.position
    while (this.position < this.text.length && matches(this.peek())) this.position += 1
    return this.text.slice(start, this.position)
  }

  skipSpace(): void {
    this.takeWhile((character) => character === ' ' || character === '\t')
  }

  skipSeparators(): void {
    this.takeWhile((character) => character === ' ' || character === '\t' || character === ',')
  }
}

function readQuoted(cursor: Cursor): string {
  let value = ''
  cursor.position += 1
  while (cursor.position < cursor.text.length && cursor.peek() !== '"') {
    if (cursor.peek() === '\\') cursor.position += 1
    value += cursor.peek()
    cursor.position += 1
  }
  cursor.position += 1
  return value
}

/** zot writes URLs without quotes, so an unquoted value runs up to the next comma or space. */
function readValue(cursor: Cursor): string {
  cursor.skipSpace()
  if (cursor.peek() === '"') return readQuoted(cursor)
  return cursor.takeWhile((character) => character !== ',' && character !== ' ' && character !== '\t')
}

/** `name = value`; leaves the cursor where it was when what follows is the next challenge or a token68. */
function readParameter(cursor: Cursor): [string, string] | undefined {
  const start = cursor.position
  const name = cursor.takeWhile((character) => tokenCharacter.test(character))
  cursor.skipSpace()
  const next = cursor.text.charAt(cursor.position + 1)
  const isPadding = cursor.peek() === '=' && next === '='
  if (name === '' || cursor.peek() !== '=' || isPadding) {
    cursor.position = start
    return undefined
  }
  cursor.position += 1
  return [name.toLowerCase(), readValue(cursor)]
}

function skipToken68(cursor: Cursor): void {
  const start = cursor.position
  cursor.takeWhile((character) => token68Character.test(character))
  cursor.takeWhile((character) => character === '=')
  cursor.skipSpace()
  const ends = cursor.peek() === ',' || cursor.peek() === ''
  if (!ends) cursor.position = start
}

function readChallenge(cursor: Cursor): Challenge | undefined {
  const scheme = cursor.takeWhile((character) => tokenCharacter.test(character)).toLowerCase()
  if (scheme === '') {
    // not a challenge: leave out up to the next comma
    cursor.takeWhile((character) => character !== ',')
    return undefined
  }
  const parameters: Record<string, string> = Object.create(null)
  cursor.skipSpace()
  for (let count = 0; ; count += 1) {
    const parameter = readParameter(cursor)
    if (!parameter) {
      if (count === 0) skipToken68(cursor)
      return { scheme, parameters }
    }
    const [name, value] = parameter
    if (!(name in parameters)) parameters[name] = value
    cursor.skipSeparators()
  }
}

/**
 * All challenges of all `WWW-Authenticate` lines, in order; what cannot be read is left out, lines over 8 KiB too.
 * Source: RFC 9110, 11.6.1.
 */
export function parseChallenges(headers: string[]): Challenge[] {
  const challenges: Challenge[] = []
  for (const header of headers) {
    if (header.length > maxHeaderLength) continue
    const cursor = new Cursor(header)
    cursor.skipSeparators()
    while (cursor.position < header.length && challenges.length < maxChallenges) {
      const challenge = readChallenge(cursor)
      if (challenge) challenges.push(challenge)
      cursor.skipSeparators()
    }
  }
  return challenges
}

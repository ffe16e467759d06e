import { InvalidManifestError } from './invalid-manifest-error'
import { parseInPieces } from './parse-in-pieces'
import { isLongTurn, yieldLongTurn, yieldTurn } from './yield-turn'

const maxDepth = 64
/** What a list of 200,000 tags needs; beyond it, parsing holds up everybody else. */
const maxValues = 200_000
/** Names cost more than values, for each different one is kept; many in one object cost less than few in many. */
const maxNameCost = 75_000
const narrowNames = 64
const narrowNameCost = 3
/** Shorter documents cannot hold enough names to matter. */
const leastCostlyLength = 65_536
/** What no index of ordinary size is: shorter ones are read in one go. */
const largeBytes = 65_536
/** Looked at in a millisecond or two. */
const sliceLength = 262_144
/** Built in a millisecond or two, also where every name differs. */
const pieceLength = 65_536

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const colon = 0x3a

function tooDeep(): InvalidManifestError {
  return new InvalidManifestError(`The document is nested deeper than ${maxDepth} levels.`)
}
function tooMuch(): InvalidManifestError {
  return new InvalidManifestError('The document holds too many values, or too many different names, to be read.')
}

/** Counts different names, roughly, without keeping them. The seed keeps others from choosing names that look alike. */
class NameCost {
  readonly #seed = Math.floor(Math.random() * 0x7fffffff)
  readonly #seen = new Uint8Array(1 << 17)
  total = 0

  add(text: string, { start, end, position }: { start: number; end: number; position: number }): void {
    if (position > narrowNames) {
      this.total += 1
      return
    }
    let mixed = this.#seed
    for (let index = start; index < end; index += 1) mixed = Math.imul(mixed ^ text.charCodeAt(index), 0x01000193)
    const slot = (mixed ^ (mixed >>> 15)) & 0x1ffff
    if (this.#seen[slot] === 1) return
    this.#seen[slot] = 1
    this.total += narrowNameCost
  }
}

/** Looks at each character once, before anything is built from them, and pauses after each slice. @throws {InvalidManifestError} */
function* checkStructure(text: string, mostValues = maxValues): Generator<undefined, void> {
  const namesAt = new Array<number>(maxDepth + 1).fill(0)
  const cost = text.length < leastCostlyLength ? undefined : new NameCost()
  let [depth, values, start, end, pauseAt] = [0, 0, 0, 0, sliceLength]
  let isInString = false
  for (let index = 0; index < text.length; index += 1) {
    if (index >= pauseAt) {
      pauseAt = index + sliceLength
      yield
    }
    const code = text.charCodeAt(index)
    if (isInString) {
      if (code === backslash) index += 1
      else if (code === quote) {
        isInString = false
        end = index
      }
    } else if (code === quote) {
      isInString = true
      start = index + 1
    } else if (code === 0x7b || code === 0x5b) {
      depth += 1
      values += 1
      if (depth > maxDepth) throw tooDeep()
      namesAt[depth] = 0
    } else if (code === 0x7d || code === 0x5d) depth = Math.max(0, depth - 1)
    else if (code === comma) values += 1
    else if (code === colon && cost) {
      const position = (namesAt[depth] ?? 0) + 1
      namesAt[depth] = position
      cost.add(text, { start, end, position })
      if (cost.total > maxNameCost) throw tooMuch()
    }
    if (values > mostValues) throw tooMuch()
  }
}

const createDecoder = () => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

async function decodeLargeText(bytes: Uint8Array): Promise<string> {
  const decoder = createDecoder()
  let text = ''
  for (let start = 0; start < bytes.length; start += sliceLength) {
    text += decoder.decode(bytes.subarray(start, start + sliceLength), { stream: true })
    await yieldTurn()
  }
  return text + decoder.decode()
}

function toInvalid(error: unknown): InvalidManifestError {
  if (error instanceof InvalidManifestError) return error
  return new InvalidManifestError('The document is not valid JSON.', 'not-json')
}

/**
 * Bytes to a JSON value: strict UTF-8, no byte order mark, at most 64 levels deep and 200,000 values, fewer where names differ.
 * @throws {InvalidManifestError} not-json
 */
export function decodeJson(bytes: Uint8Array): unknown {
  try {
    const text = createDecoder().decode(bytes)
    const check = checkStructure(text)
    while (!check.next().done);
    return JSON.parse(text)
  } catch (error) {
    throw toInvalid(error)
  }
}

/**
 * As decodeJson, but lets others have their turn between the pieces of a large document, and before a small one of many.
 * @throws {InvalidManifestError}
 */
export async function decodeLargeJson(bytes: Uint8Array, limits: { maxValues?: number } = {}): Promise<unknown> {
  // looked at just before the work: of many that come at once, all would pass if they were let through first
  if (isLongTurn()) await yieldLongTurn()
  if (bytes.length < largeBytes) return decodeJson(bytes)
  try {
    const text = await decodeLargeText(bytes)
    for (const check = checkStructure(text, limits.maxValues); !check.next().done; ) await yieldTurn()
    const pieces = parseInPieces(text, pieceLength)
    for (;;) {
      await yieldLongTurn()
      const { done, value } = pieces.next()
      if (done) return value
    }
  } catch (error) {
    throw toInvalid(error)
  }
}

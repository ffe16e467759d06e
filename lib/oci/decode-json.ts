import { InvalidManifestError } from './invalid-manifest-error'

const maxDepth = 64
/** What a list of 200,000 tags needs; beyond it, parsing holds up everybody else. */
const maxValues = 200_000
/** Names cost more than values, for each different one is kept; many in one object cost less than few in many. */
const maxNameCost = 75_000
const narrowNames = 64
const narrowNameCost = 3
/** Shorter documents cannot hold enough names to matter. */
const leastCostlyLength = 65_536
const largeBytes = 1_048_576

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

/** Behind the quote that ends a string, given the place behind the one that starts it. */
function endOfString(text: string, start: number): number {
  for (let index = start; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code === backslash) index += 1
    else if (code === quote) return index + 1
  }
  return text.length
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

/** Looks at each character once, before anything is built from them. @throws {InvalidManifestError} */
function checkStructure(text: string, mostValues = maxValues): void {
  const namesAt = new Array<number>(maxDepth + 1).fill(0)
  const cost = text.length < leastCostlyLength ? undefined : new NameCost()
  let [depth, values, start, end] = [0, 0, 0, 0]
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code === quote) {
      start = index + 1
      end = endOfString(text, start)
      index = end - 1
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

const decodeText = (bytes: Uint8Array) => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)

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
    const text = decodeText(bytes)
    checkStructure(text)
    return JSON.parse(text)
  } catch (error) {
    throw toInvalid(error)
  }
}

/** As decodeJson, but lets others have their turn between the steps of a large document. @throws {InvalidManifestError} */
export async function decodeLargeJson(bytes: Uint8Array, limits: { maxValues?: number } = {}): Promise<unknown> {
  if (bytes.length < largeBytes) return decodeJson(bytes)
  const yieldTurn = () => new Promise((resolve) => setTimeout(resolve))
  try {
    const text = decodeText(bytes)
    await yieldTurn()
    checkStructure(text, limits.maxValues)
    await yieldTurn()
    return JSON.parse(text)
  } catch (error) {
    throw toInvalid(error)
  }
}

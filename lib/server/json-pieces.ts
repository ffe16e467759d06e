/** Shorter ones are sent whole. */
const pieceLength = 65_536
const sliceLength = 100

function* slices<T>(items: readonly T[]): Generator<T[]> {
  for (let start = 0; start < items.length; start += sliceLength) yield items.slice(start, start + sliceLength)
}

/** What stands between the brackets. */
const inside = (value: object) => JSON.stringify(value).slice(1, -1)

function* separate(parts: Iterable<string>, brackets: readonly [string, string]): Generator<string> {
  let lead = brackets[0]
  for (const part of parts) {
    if (part === '') continue
    yield lead + part
    lead = ','
  }
  yield (lead === brackets[0] ? lead : '') + brackets[1]
}

function* insideParts(list: readonly unknown[]): Generator<string> {
  for (const slice of slices(list)) yield inside(slice)
}

function* memberParts(object: object): Generator<string> {
  for (const slice of slices(Object.entries(object))) yield inside(Object.fromEntries(slice))
}

/** The value’s own text in parts, or one that is long only because of a single text in it. */
function* textOf(value: unknown): Generator<string> {
  if (Array.isArray(value)) yield* separate(insideParts(value), ['[', ']'])
  else if (typeof value === 'object' && value !== null) yield* separate(memberParts(value), ['{', '}'])
  else yield JSON.stringify(value) ?? 'null'
}

/** Members whose text is put together in parts, each behind its name. */
function* fieldParts(object: object): Generator<string> {
  let lead = '{'
  for (const [name, value] of Object.entries(object)) {
    if (value === undefined) continue
    yield `${lead}${JSON.stringify(name)}:`
    yield* textOf(value)
    lead = ','
  }
  yield lead === '{' ? '{}' : '}'
}

/**
 * What JSON.stringify gives for plain data, in pieces of some 64 KiB, of which each is put together when it is asked for:
 * an answer of megabytes would hold up everybody else.
 */
export function* jsonPieces(value: unknown): Generator<string, void> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  let piece = ''
  for (const part of isObject ? fieldParts(value) : textOf(value)) {
    piece += part
    if (piece.length < pieceLength) continue
    yield piece
    piece = ''
  }
  if (piece !== '') yield piece
}

export interface TextPart {
  text: string
  /** Of a character that cannot be seen or that changes what can be seen: `U+202E`. */
  codePoint?: string
}

/** Line breaks and tabs are let through, and what chooses between text and emoji. */
const unseen = /(?!\n|\t|\uFE0E|\uFE0F)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu

const firstPicture = 0x2400
const deletePicture = '\u2421'

/** C0 characters have pictures of their own in Unicode; others are shown by their number. */
function pictureOf(code: number, codePoint: string): string {
  if (code < 0x20) return String.fromCodePoint(firstPicture + code)
  return code === 0x7f ? deletePicture : codePoint
}

/** Splits a text from outside at each control, direction-changing or invisible character, which becomes a part of its own. */
export function visibleParts(text: string): TextPart[] {
  const parts: TextPart[] = []
  let from = 0
  for (const match of text.matchAll(unseen)) {
    const [character] = match
    const code = character.codePointAt(0) ?? 0
    const codePoint = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
    if (match.index > from) parts.push({ text: text.slice(from, match.index) })
    parts.push({ text: pictureOf(code, codePoint), codePoint })
    from = match.index + character.length
  }
  if (from < text.length) parts.push({ text: text.slice(from) })
  return parts
}

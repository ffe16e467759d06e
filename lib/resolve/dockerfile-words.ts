const isSpace = (character: string) => /\s/.test(character)

/** Where the quotation that opens at `start` ends, its closing quote included; -1 when it does not. */
function endOfQuotation(text: string, start: number, escapeMark: string): number {
  const quote = text[start]
  for (let position = start + 1; position < text.length; position += 1) {
    if (text[position] === quote) return position + 1
    if (quote === '"' && text[position] === escapeMark) position += 1
  }
  return -1
}

/** Spaces after `<<` belong to the word: `<< EOF` is one heredoc. */
function endOfHeredocMark(text: string, start: number): number {
  let end = start + 2
  while (end < text.length && /[ \t\r]/.test(text[end] ?? '')) end += 1
  return end
}

function endOfPiece(text: string, start: number, escapeMark: string): number {
  const character = text[start] ?? ''
  if (character === escapeMark) return start + 2
  if (character === '"' || character === "'") return endOfQuotation(text, start, escapeMark)
  return text.startsWith('<<', start) ? endOfHeredocMark(text, start) : start + 1
}

/** The words of a line as written, with their quotes and escapes. Undefined when a quotation does not end. */
export function splitWords(text: string, escapeMark: string): string[] | undefined {
  const words: string[] = []
  let wordStart = -1
  let position = 0
  while (position < text.length) {
    if (isSpace(text[position] ?? '')) {
      if (wordStart >= 0) words.push(text.slice(wordStart, position))
      wordStart = -1
      position += 1
      continue
    }
    if (wordStart < 0) wordStart = position
    position = endOfPiece(text, position, escapeMark)
    if (position < 0) return undefined
  }
  if (wordStart >= 0) words.push(text.slice(wordStart))
  return words
}

/** A word without its quotes and escapes. */
export function unquoteWord(word: string, escapeMark: string): string {
  let text = ''
  let quote = ''
  for (let position = 0; position < word.length; position += 1) {
    const character = word[position] ?? ''
    if (character === quote) quote = ''
    else if (quote === '' && (character === '"' || character === "'")) quote = character
    else if (character === escapeMark && quote !== "'") {
      position += 1
      text += word[position] ?? ''
    } else text += character
  }
  return text
}

import { cleanText } from './clean-text'

const maxBytes = 4096
const maxWarnings = 20
const opening = /^\s*299\s+-\s+"/

/** The text of a quoted string that starts behind its first quote, and where it ends; undefined when it never does. */
function readQuoted(header: string, start: number): { text: string; end: number } | undefined {
  let text = ''
  for (let index = start; index < header.length; index += 1) {
    const character = header.charAt(index)
    if (character === '"') return { text, end: index + 1 }
    if (character === '\\') index += 1
    text += header.charAt(index)
  }
  return undefined
}

function readLine(header: string): string[] {
  const texts: string[] = []
  let rest = header
  while (texts.length < maxWarnings) {
    const start = opening.exec(rest)?.[0].length
    const quoted = start === undefined ? undefined : readQuoted(rest, start)
    if (!quoted) return texts
    texts.push(quoted.text)
    const tail = rest.slice(quoted.end)
    const comma = tail.indexOf(',')
    if (comma < 0) return texts
    rest = tail.slice(comma + 1)
  }
  return texts
}

/**
 * What a registry wants people to read, as plain text, each once; at most 4096 bytes in all. Only to be shown, never acted on.
 * Source: distribution-spec v1.1, "Warnings".
 */
export function parseWarnings(headers: string[]): string[] {
  const texts = new Set<string>()
  let leftBytes = maxBytes
  for (const header of headers.slice(0, maxWarnings)) {
    for (const raw of readLine(header.slice(0, maxBytes))) {
      const text = leftBytes > 0 ? cleanText(raw, leftBytes) : ''
      if (text === '' || texts.has(text)) continue
      texts.add(text)
      leftBytes -= Buffer.byteLength(text)
    }
  }
  return [...texts].slice(0, maxWarnings)
}

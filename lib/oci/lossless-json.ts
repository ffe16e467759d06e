/** The value of a decimal as its digits and the power of ten behind the last one, so that `1.0`, `1` and `10e-1` are equal. */
function exactValue(number: string): string | undefined {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(number)
  if (!parts) return undefined
  const [, sign, whole = '', fraction = '', exponent = '0'] = parts
  const digits = `${whole}${fraction}`.replace(/^0+/, '')
  const significant = digits.replace(/0+$/, '')
  if (significant === '') return '0'
  const power = Number(exponent) - fraction.length + (digits.length - significant.length)
  return `${sign}${significant}e${power}`
}

const keepsValue = (number: string) => exactValue(number) === exactValue(String(Number(number)))

const token = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|[{}[\],:]/gs

const maxWordLength = 40
const shown = (word: string) => (word.length > maxWordLength ? `${word.slice(0, maxWordLength)}…` : word)

/** Whoever copies an object in JavaScript is in danger of losing it, and of worse. */
const unkept = '__proto__'

/**
 * What a valid JSON text loses when it is parsed and written again, as words for a sentence: a name that stands twice in
 * one object, or a number or a name that JavaScript does not hold as it is. Undefined when it keeps its meaning. Source: RFC 8259, "Objects", "Numbers".
 */
export function findJsonLoss(text: string): string | undefined {
  const names: (Set<string> | undefined)[] = []
  let expectsName = false
  for (const [word] of text.matchAll(token)) {
    const known = names.at(-1)
    if (word === '{' || word === '[') names.push(word === '{' ? new Set() : undefined)
    else if (word === '}' || word === ']') names.pop()
    else if (word.startsWith('"')) {
      if (!expectsName || !known) continue
      const name: string = JSON.parse(word)
      if (known.has(name)) return `the name “${shown(name)}” stands twice in one object`
      if (name === unkept) return `the name “${unkept}” cannot be kept`
      known.add(name)
    } else if (/^[-\d]/.test(word) && !keepsValue(word))
      return `the number ${shown(word)} is too long to be kept exactly`
    expectsName = word === '{' || (word === ',' && names.at(-1) !== undefined)
  }
  return undefined
}

import { render } from '@testing-library/react'
import { expect, it } from 'vitest'
import { UntrustedText } from './untrusted-text'

const at = String.fromCodePoint

it.each([
  ['plain words', 'Größe 東京 مرحبا', 'Größe 東京 مرحبا', []],
  ['lines and tabs stay', 'a\n\tb', 'a\n\tb', []],
  ['an escape sequence', `a${at(0x1b)}[31m`, 'a␛[31m', ['U+001B']],
  ['the end of a C string', `a${at(0)}b`, 'a␀b', ['U+0000']],
  ['delete', at(0x7f), '␡', ['U+007F']],
  ['C1', at(0x9b), 'U+009B', ['U+009B']],
  ['an override of the direction', `txt.${at(0x202e)}exe`, 'txt.U+202Eexe', ['U+202E']],
  ['an isolate', at(0x2066), 'U+2066', ['U+2066']],
  ['a space without width', `pay${at(0x200b)}pal`, 'payU+200Bpal', ['U+200B']],
  ['a filler', at(0x3164), 'U+3164', ['U+3164']],
  ['a tag character beyond the first plane', at(0xe0041), 'U+E0041', ['U+E0041']],
  ['a selector that smuggles', at(0xe0100), 'U+E0100', ['U+E0100']],
  ['an emoji with its selector', `⚠${at(0xfe0f)} hot`, `⚠${at(0xfe0f)} hot`, []],
])('%s', (_case, text, shown, marks) => {
  const { container } = render(<UntrustedText text={text} />)
  expect(container).toHaveTextContent(shown, { normalizeWhitespace: false })
  const marked = [...container.querySelectorAll('[title]')].map((mark) => mark.getAttribute('title'))
  expect(marked).toEqual(marks.map((mark) => `An invisible character, ${mark}`))
})

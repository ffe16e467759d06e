import fc from 'fast-check'
import { expect, it } from 'vitest'
import { findJsonLoss } from './lossless-json'

it.each([
  ['an index as it is pushed', '{"schemaVersion": 2, "manifests": [{"size": 7, "digest": "sha256:a"}, {"size": 7}]}'],
  ['the same name in different objects', '{"a": {"a": 1}, "b": [{"a": 1}, {"a": 2}]}'],
  ['text that looks like a repeated name', '{"a": "\\"a\\": 1, {", "b": "a"}'],
  ['a list of equal texts', '["a", "a", {"x": ["y", "y"]}]'],
  ['the largest safe number', '{"n": 9007199254740991}'],
  ['numbers spelled otherwise', '[1.0, 1e3, 0.10, -0, 1E+2, 100000000000000000000]'],
  ['a number inside a text', '{"n": "12345678901234567890"}'],
  ['nothing', '{}'],
])('%s is kept', (_case, text) => {
  expect(findJsonLoss(text)).toBeUndefined()
})

it.each([
  ['a repeated name', '{"a": 1, "a": 1}', 'the name “a” stands twice in one object'],
  ['one that is spelled otherwise', '{"a": 1, "\\u0061": 2}', 'the name “a” stands twice'],
  ['one after a nested object', '{"a": {"b": [1, {"c": 2}]}, "d": [], "a": 3}', 'the name “a” stands twice'],
  ['one deep inside', '{"manifests": [{"platform": {"os": "linux", "os": "windows"}}]}', 'the name “os” stands twice'],
  ['a large integer', '{"n": 9007199254740993}', 'the number 9007199254740993 is too long'],
  ['a long fraction', '[0.1234567890123456789]', 'the number 0.1234567890123456789 is too long'],
  ['a number beyond all', '[1e400]', 'the number 1e400 is too long'],
  ['the name of a prototype', '{"a": [{"__proto__": {"b": 1}}]}', 'the name “__proto__” cannot be kept'],
  ['one that is spelled otherwise', '{"\\u005f_proto__": 1}', 'the name “__proto__” cannot be kept'],
  ['a number close to nothing', '[-1e-400]', 'the number -1e-400 is too long'],
])('%s is found', (_case, text, expected) => {
  expect(findJsonLoss(text)).toContain(expected)
})

const json = fc.json().filter((text) => !JSON.stringify(JSON.parse(text)).includes('__proto__'))

it('keeps whatever JavaScript itself has written', () => {
  fc.assert(
    fc.property(json, fc.constantFrom(undefined, 2, '\t'), (text, indent) => {
      expect(findJsonLoss(JSON.stringify(JSON.parse(text), null, indent))).toBeUndefined()
    }),
  )
})

import { expect, test } from 'vitest'
import { type JsonSchema, schemaText } from './schema-text'

const cases: [JsonSchema, string][] = [
  [{ type: 'string' }, 'string'],
  [{ type: 'integer' }, 'number'],
  [{ type: ['string', 'null'] }, 'string | null'],
  [{}, 'any'],
  [{ type: 'string', format: 'binary' }, 'bytes'],
  [{ $ref: '#/components/schemas/Image' }, 'Image'],
  [{ enum: ['index', 'full'] }, '"index" | "full"'],
  [{ const: 1 }, '1'],
  [{ items: { type: 'string' } }, 'string[]'],
  [{ items: { enum: ['a', 'b'] } }, '("a" | "b")[]'],
  [{ anyOf: [{ $ref: '#/x/A' }, { type: 'null' }] }, 'A | null'],
  [{ type: 'object', additionalProperties: { type: 'string' } }, '{ [name]: string }'],
  [
    {
      properties: { a: { type: 'string', description: 'why' }, b: { properties: { c: { type: 'number' } } } },
      required: ['a'],
    },
    '{\n  a: string  // why\n  b?: {\n    c?: number\n  }\n}',
  ],
]

test.each(cases)('%j', (schema, text) => {
  expect(schemaText(schema)).toBe(text)
})

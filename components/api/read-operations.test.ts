import { expect, test } from 'vitest'
import { endpoints } from '@/lib/contract/endpoints'
import { openApiDocument } from '@/lib/contract/open-api'
import { readOperations, readSchemas } from './read-operations'
import { schemaText } from './schema-text'

const groups = readOperations(openApiDocument())
const operations = groups.flatMap((group) => group.operations)

test('every endpoint is shown once, under an address of its own', () => {
  const shown = operations.map(({ method, path }) => `${method} ${path}`)
  expect(shown.toSorted()).toEqual(endpoints.map(({ method, path }) => `${method} ${path}`).toSorted())
  expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length)
})

test('no group is empty, and what writes is not among what reads', () => {
  for (const group of groups) expect(group.operations.length, group.title).toBeGreaterThan(0)
  const read = groups.find(({ title }) => title === 'Read')?.operations.map(({ path }) => path)
  expect(read).toContain('/api/v1/image')
  expect(read).not.toContain('/api/v1/compose/push')
})

test('a name that an answer uses has a schema', () => {
  const names = new Set(readSchemas(openApiDocument()).map(([name]) => name))
  const used = operations
    .flatMap(({ answer, body }) => [answer, ...(body ? [body] : [])])
    .map((schema) => schemaText(schema))
  expect(used.filter((text) => /^[A-Z]\w+$/.test(text)).filter((name) => !names.has(name))).toEqual([])
})

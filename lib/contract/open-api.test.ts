import { expect, test } from 'vitest'
import { endpoints } from './endpoints'
import { openApiDocument } from './open-api'

const document = openApiDocument()

test.each(endpoints)('$method $path is described', ({ method, path }) => {
  expect(document.paths[path]).toHaveProperty(method.toLowerCase())
})

test('every reference leads to a named schema', () => {
  const text = JSON.stringify(document)
  const names = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name)
  expect(names).toContain('Image')
  for (const name of names) expect(Object.keys(document.components.schemas)).toContain(name)
  expect(text).not.toContain('#/$defs/')
})

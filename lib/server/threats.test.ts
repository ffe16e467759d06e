import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { composeHref, deleteHref, imageHref, registryHref, repositoryHref, splitHref } from '@/lib/contract/links'
import { threats } from './threats.fixture'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')

function filesIn(folder: string, name: RegExp): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => name.test(path))
    .map((path) => join(folder, path))
}

/** Of tests that run: what stands first in a call, with a function behind it. */
function titlesIn(path: string): string[] {
  const call = /(['`])((?:(?!\1)[^\n\\]|\\.)+)\1,\s*(?:\{[^{}]*\},\s*)?(?:async\s*)?\([^)]*\)\s*=>/g
  return [...read(path).matchAll(call)].map(([, , title = '']) => title.replace(/\$\{[^}]*\}/g, '…'))
}

describe('every threat has a control and a test', () => {
  test('none is left out', () => {
    expect(threats.map(({ threat }) => threat.split(' ')[0])).toEqual(threats.map((_, index) => `T${index + 1}`))
    expect(threats).toHaveLength(36)
  })

  test.each(threats)('$threat', ({ controls, tests }) => {
    expect(controls.filter((path) => !existsSync(join(root, path)))).toEqual([])
    expect(controls).not.toEqual([])
    expect(tests.filter(([path, title]) => !titlesIn(path).includes(title))).toEqual([])
    expect(tests).not.toEqual([])
  })
})

test('every route goes through handle, and nothing else answers', () => {
  const described = join('app', 'api', 'v1', 'openapi.json', 'route.ts')
  const routes = filesIn('app', /route\.tsx?$/).filter((path) => path !== described)
  expect(routes.length).toBeGreaterThan(20)
  for (const path of routes) expect(read(path), path).toMatch(/export const (?:GET|POST) = handle\(/)
  for (const path of filesIn('app', /\.tsx?$/)) expect(read(path), path).not.toContain("'use server'")
  for (const name of ['middleware.ts', 'proxy.ts']) expect(existsSync(join(root, name))).toBe(false)
})

const leadingAway = [
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'https://evil.example',
  '/%09/evil.example',
]
  .concat([
    'javascript:alert(1)',
    '/\t/evil.example',
    '..//evil.example',
    '/../../evil.example',
    '@evil.example',
    '?//x',
  ])
  .concat(['#//evil.example', '%2f%2fevil.example', '\r\nLocation: https://evil.example', 'a/../../../evil.example'])

test.each(leadingAway)('a page sends people only to addresses of ours: %j', (text) => {
  const base = 'http://localhost:4100'
  for (const href of [
    imageHref(text),
    repositoryHref(text),
    registryHref(text),
    deleteHref(text),
    composeHref({ target: text }),
    splitHref({ reference: text }),
  ]) {
    expect(href).toMatch(/^\/[a-z]/)
    expect(new URL(href, base).origin).toBe(base)
  }
})

test('nothing is put into a page as markup', () => {
  for (const folder of ['app', 'components'])
    for (const path of filesIn(folder, /\.tsx$/)) expect(read(path), path).not.toContain('dangerouslySetInnerHTML')
})

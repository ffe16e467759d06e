import { expect, test } from 'vitest'
import { countLicences, findForeignLicences } from './licences'

const component = (name: string, id?: string) => ({ name, version: '1.0.0', licenses: id ? [{ license: { id } }] : [] })

test.each([
  ['a', 'MIT'],
  ['a', '(MIT OR GPL-3.0-only)'],
  ['a', 'MIT AND ISC'],
  ['@img/sharp-libvips-linux-x64', 'LGPL-3.0-or-later'],
  ['geist', undefined],
])('%s may be %s', (name, id) => {
  expect(findForeignLicences([component(name, id)])).toEqual([])
})

test.each([
  ['a', 'GPL-3.0-only'],
  ['a', 'LGPL-3.0-or-later'],
  ['a', 'MIT AND GPL-3.0-only'],
  ['a', '(AGPL-3.0-only OR SSPL-1.0)'],
  ['a', undefined],
])('%s may not be %s', (name, id) => {
  expect(findForeignLicences([component(name, id)])).toEqual([`${name} 1.0.0: ${id ?? 'none'}`])
})

test('licences are counted', () => {
  expect(countLicences([component('a', 'ISC'), component('b', 'MIT'), component('c', 'MIT')])).toEqual([
    ['MIT', 2],
    ['ISC', 1],
  ])
})

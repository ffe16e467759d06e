import { expect, it } from 'vitest'
import { findPackages } from './find-packages'

const packages = [
  { name: 'zlib1g', version: '1.2.13', ecosystem: 'deb', licenses: ['Zlib'] },
  { name: 'bash', version: '5.2', licenses: ['GPL-3.0-or-later'] },
  { name: 'libssl3', licenses: [] },
]

it.each([
  ['', ['zlib1g', 'bash', 'libssl3']],
  ['  ', ['zlib1g', 'bash', 'libssl3']],
  ['LIB', ['zlib1g', 'libssl3']],
  ['gpl', ['bash']],
  ['deb 1.2', ['zlib1g']],
  ['bash zlib', []],
])('“%s” finds %j', (text, names) => {
  expect(findPackages(packages, text).map(({ name }) => name)).toEqual(names)
})

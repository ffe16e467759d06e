import { describe, expect, it } from 'vitest'
import { runConfigOf, splitEnvironment } from './run-config'

const named = (count: number, value: unknown) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [at, value]))

describe('runConfigOf', () => {
  it('gives what the config says, unknown fields too', () => {
    const config = { Env: ['A=1'], Labels: { a: 'b' }, ExposedPorts: { '80/tcp': {} }, Volumes: null, Other: 1 }
    expect(runConfigOf({ config })).toEqual(config)
  })

  it.each<[string, unknown]>([
    ['no config', undefined],
    ['null', null],
    ['a text', 'x'],
    ['labels that are no texts', { Labels: { a: 1 } }],
    ['labels as a list', { Labels: ['a'] }],
    ['volumes as a text', { Volumes: '/data' }],
    ['labels without end', { Labels: named(5_001, 'x') }],
    ['ports without end', { ExposedPorts: named(5_001, {}) }],
    ['an environment without end', { Env: new Array(5_001).fill('A=1') }],
  ])('is empty for %s', (_name, config) => {
    expect(runConfigOf({ config })).toEqual({})
  })
})

it.each([
  ['PATH=/bin', 'PATH', '/bin'],
  ['A=b=c', 'A', 'b=c'],
  ['A', 'A', ''],
])('splits %s', (entry, name, value) => {
  expect(splitEnvironment(entry)).toEqual([name, value])
})

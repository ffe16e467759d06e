import { describe, expect, test } from 'vitest'
import { detectKind, readNames } from './dockerfile-input'
import { readServices } from './dockerfile-services'

test.each([
  ['FROM alpine', 'dockerfile'],
  ['# syntax=docker/dockerfile:1\nARG A=1\nFROM a', 'dockerfile'],
  ['alpine', 'names'],
  ['alpine:3\n\n# ours\nghcr.io/org/app@sha256:0\n', 'names'],
  ['- alpine\n- busybox', 'names'],
  ['docker pull alpine', 'names'],
  ['services:\n  web:\n    image: nginx', 'compose'],
  ['version: "3"\nservices: # ours\n  web:\n    image: nginx', 'compose'],
  ['RUN <<EOF\nservices:\nEOF\nFROM a', 'dockerfile'],
  ['hello world', 'dockerfile'],
  ['', 'dockerfile'],
])('%j is a %s', (text, kind) => {
  expect(detectKind(text)).toBe(kind)
})

test('names are completed, each on its line; what is no name says so', () => {
  expect(readNames('alpine\n\nhttps://hub.docker.com/r/org/app\nUPPER\n').images).toEqual([
    { written: 'alpine', reference: 'docker.io/library/alpine:latest', line: 1 },
    { written: 'https://hub.docker.com/r/org/app', reference: 'docker.io/org/app:latest', line: 3 },
    { written: 'UPPER', line: 4, problem: expect.stringContaining('lower-case') },
  ])
})

describe('a compose file', () => {
  const read = (text: string, args: Record<string, string> = {}) => readServices(text, args)
  const images = (text: string, args?: Record<string, string>) =>
    read(text, args).images.map(({ name, reference }) => [name, reference])

  test.each([
    [
      'services',
      'services:\n  web:\n    image: nginx:1\n  db:\n    image: "postgres"\n',
      [
        ['web', 'nginx:1'],
        ['db', 'postgres'],
      ],
    ],
    ['what is built here is no base', 'services:\n  web:\n    build: .\n    image: ours\n', []],
    ['merged parts', 'x-a: &a\n  image: nginx\nservices:\n  web:\n    <<: *a\n    ports: []\n', [['web', 'nginx']]],
    ['a whole service by its anchor', 'x-a: &a\n  image: nginx\nservices:\n  web: *a\n', [['web', 'nginx']]],
    ['a variable with a default', `services:\n  web:\n    image: nginx:\${TAG:-1}\n`, [['web', 'nginx:1']]],
    ['a dollar sign', 'services:\n  web:\n    image: a$$b\n', [['web', 'a$b']]],
    ['no services', 'volumes: {}\n', []],
    ['services that are a list', 'services:\n  - a\n', []],
    ['an image that is a number', 'services:\n  web:\n    image: 5\n', []],
  ])('%s', (_, text, expected) => {
    expect(images(text)).toEqual(expected)
  })

  test('a given value, the platform and the line', () => {
    const text = 'services:\n  web:\n    platform: linux/arm64\n    image: nginx:$TAG\n'
    expect(read(text, { TAG: '2' }).images).toEqual([
      { written: 'nginx:$TAG', name: 'web', line: 4, platform: 'linux/arm64', reference: 'nginx:2' },
    ])
  })

  test('a variable that is demanded is said', () => {
    expect(read(`services:\n  web:\n    image: nginx:\${TAG:?set it}\n`).images).toMatchObject([
      { problem: expect.stringContaining('set it') },
    ])
  })

  test('what is not YAML is said with its line', () => {
    expect(read('services:\n  web: [\n')).toMatchObject({
      images: [],
      problems: [{ message: expect.stringContaining('YAML') }],
    })
  })

  test('aliases that multiply and nesting without end are given up', () => {
    const bomb = Array.from({ length: 12 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n}, `.repeat(9)}x]`).join('\n')
    expect(read(`a0: &a0 [x]\n${bomb}\nservices:\n  w:\n    image: a\n`).problems).toHaveLength(1)
    expect(read(`services: ${'['.repeat(100_000)}`).problems).toHaveLength(1)
  })
})

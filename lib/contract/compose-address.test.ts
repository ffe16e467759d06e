import { expect, test } from 'vitest'
import { type ComposeInput, composeInputSchema } from './compose'
import { composeInputFrom, composeQuery } from './links'

const digest = `sha256:${'a'.repeat(64)}`

test.each<[string, Partial<ComposeInput>]>([
  [
    'sources with their platform, choice and referrers',
    {
      sources: [
        { reference: 'r.test/app:1.0-arm64', platform: 'linux/arm64' },
        { reference: 'r.test/app:1.0', only: ['linux/amd64', 'linux/386'] },
        { reference: 'r.test/other:1.0', referrers: [digest] },
      ],
    },
  ],
  ['the tag that keeps the old image', { backup: '1.0-prev-20260501' }],
  [
    'further tags, the format and annotations',
    { tags: ['1', 'latest'], format: 'oci', annotations: { 'a.b': 'c=d & e' } },
  ],
  ['what stays', { keep: true }],
])('the address holds %s', (_case, part) => {
  const input = composeInputSchema.parse({ target: 'r.test/app:1.0', sources: [], ...part })
  expect(composeInputFrom(new URLSearchParams(composeQuery(input)))).toEqual(input)
})

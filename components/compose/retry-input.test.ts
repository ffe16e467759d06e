import { expect, it } from 'vitest'
import type { PushInput } from '@/lib/contract/compose'
import { retryInput } from './retry-input'

const digest = `sha256:${'a'.repeat(64)}`
const before = `sha256:${'b'.repeat(64)}`
const target = 'localhost:5000/demo/app:1.0'
const input: PushInput = {
  ...{ target, sources: [{ reference: `${target}-amd64` }], keep: false, format: 'auto', annotations: {} },
  ...{ tags: ['1', 'latest'], digest, expected: before },
}
const done = { event: 'done', reference: target, digest, previous: before } as const
const failure = (tag: string) => ({ tag, error: { code: 'DENIED' as const, message: 'No.' } })

it.each([
  ['a further tag', ['1.0', '1'], ['latest'], ['latest'], digest],
  ['several further tags', ['1.0'], ['1', 'latest'], ['1', 'latest'], digest],
  ['the target too, which then is where it was', ['1'], ['1.0', 'latest'], ['latest'], before],
  ['tags that are named among all', ['1.0', '1', 'latest'], ['latest'], ['latest'], digest],
])('tries again %s', (_case, tags, failed, again, expected) => {
  const retried = retryInput(input, { ...done, tags, failed: failed.map(failure) })
  expect(retried).toEqual({ ...input, tags: again, expected })
})

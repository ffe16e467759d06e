import { expect, it } from 'vitest'
import type { IndexEdits } from '@/lib/compose/index-edits'
import { composeHref, composeInputFrom } from './links'

const [one, two] = [`sha256:${'1'.repeat(64)}`, `sha256:${'2'.repeat(64)}`]
const target = 'localhost:5000/demo/app:1.0'

const reopen = (edits: IndexEdits | undefined) => {
  const address = composeHref({ target, edits })
  return composeInputFrom(new URL(address, 'http://here').searchParams).edits
}

it.each<[string, IndexEdits]>([
  ['removed entries', { remove: [one, two] }],
  ['platforms', { platforms: { [one]: 'windows/amd64 (10.0.20348.1)', [two]: 'linux/arm/v7' } }],
  ['annotations of entries', { annotations: { [one]: { a: 'b=c;d&e', empty: '' }, [two]: { 'x.y/z': 'ä\n' } } }],
  ['an entry that loses its annotations', { annotations: { [one]: {}, [two]: { a: '1' } } }],
  ['an order', { order: [two, one] }],
  ['an artifact type', { artifactType: 'application/vnd.example.set+json' }],
  ['no artifact type', { artifactType: '' }],
  ['annotations that go', { unannotate: ['a', 'b=c'] }],
  ['reasons', { reasons: { [one]: 'It runs there, see https://example.org/?a=b', [target]: 'because' } }],
])('come back from the address: %s', (_case, edits) => {
  expect(reopen(edits)).toEqual(edits)
})

it('are not there when nothing is edited', () => {
  expect(reopen({ remove: [], platforms: {}, order: [] })).toBeUndefined()
  expect(composeHref({ target, edits: { remove: [], annotations: {} } })).toBe(`/compose?target=${target}`)
})

it('can be read by people', () => {
  const address = composeHref({ target, edits: { remove: [one], platforms: { [two]: 'linux/arm/v7' } } })
  expect(address).toBe(`/compose?target=${target}&remove=${one}&platform=${two}=linux/arm/v7`)
})

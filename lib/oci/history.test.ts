import { expect, test } from 'vitest'
import type { Descriptor } from './descriptor'
import { joinHistory } from './history'

const layer = (letter: string): Descriptor => ({
  mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
  digest: `sha256:${letter.repeat(64)}`,
  size: 1,
})
const [a, b] = [layer('a'), layer('b')]

test.each([
  [
    'steps that made none are passed over',
    [{ created_by: 'ADD' }, { created_by: 'ENV', empty_layer: true }, { created_by: 'RUN' }],
    [a, b],
    [a, undefined, b],
    true,
  ],
  ['more layers than steps', [{ created_by: 'ADD' }], [a, b], [undefined], false],
  ['more steps than layers', [{ created_by: 'ADD' }, { created_by: 'RUN' }], [a], [undefined, undefined], false],
  ['no history', undefined, [a], [], false],
  ['a history of another shape', 'x', [a], [], false],
  ['a history without end', new Array(10_001).fill({ created_by: 'x' }), [a], [], false],
  ['nothing at all', [], [], [], true],
])('%s', (_case, history, layers, expected, isComplete) => {
  const joined = joinHistory({ history }, layers)
  expect(joined.steps.map((step) => step.layer)).toEqual(expected)
  expect(joined.isComplete).toBe(isComplete)
})

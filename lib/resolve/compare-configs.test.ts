import { expect, test } from 'vitest'
import { compareConfigs } from './compare-configs'

test.each([
  ['equal ones', { Cmd: ['sh'] }, { Cmd: ['sh'] }, []],
  [
    'a command',
    { Cmd: ['sh'] },
    { Cmd: ['bash', '-l'] },
    [{ field: 'command', before: '["sh"]', after: '["bash","-l"]' }],
  ],
  ['a variable that came', {}, { Env: ['A=1=2'] }, [{ field: 'env A', after: '1=2' }]],
  ['a variable that went', { Env: ['A=1'] }, { Env: [] }, [{ field: 'env A', before: '1' }]],
  [
    'an exposed port',
    { ExposedPorts: {} },
    { ExposedPorts: { '80/tcp': {} } },
    [{ field: 'port 80/tcp', after: 'exposed' }],
  ],
  ['a label', { Labels: { a: '1' } }, { Labels: { a: '2' } }, [{ field: 'label a', before: '1', after: '2' }]],
  ['null and absent', { Entrypoint: null, User: '' }, {}, []],
  [
    'a name like a property of every object',
    {},
    { Labels: { constructor: 'x' } },
    [{ field: 'label constructor', after: 'x' }],
  ],
])('%s', (_case, before, after, expected) => {
  expect(compareConfigs(before, after)).toEqual(expected)
})

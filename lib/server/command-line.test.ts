import { expect, test } from 'vitest'
import { readCommandLine } from './command-line'

test.each([
  [[], {}, { isDev: false, withSandbox: false, host: '127.0.0.1', port: 4100, isPortGiven: false }],
  [['--demo'], {}, { isDev: false, withSandbox: true, host: '127.0.0.1', port: 4100, isPortGiven: false }],
  [['--dev', '--demo'], {}, { isDev: true, withSandbox: true, host: '127.0.0.1', port: 4100, isPortGiven: false }],
  [
    ['--dev'],
    { PORT: '3000', HOST: '::1' },
    { isDev: true, withSandbox: false, host: '::1', port: 3000, isPortGiven: true },
  ],
  [
    ['--port', '0'],
    { PORT: '3000' },
    { isDev: false, withSandbox: false, host: '127.0.0.1', port: 0, isPortGiven: true },
  ],
  [
    ['--host=0.0.0.0'],
    { HOST: '::1' },
    { isDev: false, withSandbox: false, host: '0.0.0.0', port: 4100, isPortGiven: false },
  ],
])('%j with %j', (args, environment, expected) => {
  expect(readCommandLine(args, environment)).toEqual(expected)
})

test.each([[['--port', '70000']], [['--port', 'http']], [['--prot', '1']]])('%j is refused', (args) => {
  expect(() => readCommandLine(args, {})).toThrow(/70000|http|--prot/)
})

import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { RegistryError } from '@/lib/registry/errors'
import { Secret } from '@/lib/registry/secret'
import { createLogger } from './log'
import { redactText } from './redact'

const secret = 'hunter2-hunter2+/=x'
const forms = [secret, Buffer.from(secret).toString('base64'), encodeURIComponent(secret)]
const basic = `Basic ${Buffer.from(`alice:${secret}`).toString('base64')}`

function logged(write: (log: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = []
  write(createLogger('debug', { write: (line) => lines.push(line) }))
  return lines.join('')
}

const causes: [name: string, value: object][] = [
  [
    'headers',
    { headers: { authorization: basic, cookie: `a=${secret}`, 'set-cookie': [secret], accept: 'text/plain' } },
  ],
  [
    'deeper',
    { a: { b: [{ c: { password: secret, identitytoken: secret, refresh_token: secret, registryToken: secret } }] } },
  ],
  ['a Secret', { key: new Secret(secret), inside: [new Secret(secret)] }],
  ['a map', { map: new Map([['password', secret]]) }],
  ['headers of fetch', { map: new Headers({ authorization: basic }) }],
  [
    'an address',
    { url: `https://r.example/v2/?X-Amz-Signature=${encodeURIComponent(secret)}&scope=repository:a:pull` },
  ],
  ['a URL', { url: new URL(`https://alice:${encodeURIComponent(secret)}@r.example/x`) }],
  [
    'an error’s words',
    { err: new Error(`GET https://r.example/?sig=${encodeURIComponent(secret)} with ${basic} failed`) },
  ],
  [
    'an error’s cause',
    { err: new Error('no', { cause: Object.assign(new Error(`token=${secret}`), { password: secret }) }) },
  ],
  [
    'a registry’s error',
    {
      err: new RegistryError({
        kind: 'denied',
        registry: 'r.example',
        message: 'No.',
        cause: new Error(`redis://:${encodeURIComponent(secret)}@cache.example:6379 is gone`),
      }),
    },
  ],
]

describe('the log', () => {
  test.each(causes)('does not show what is secret in %s', (_name, value) => {
    const text = logged((log) => log.error(value, 'it happened'))
    expect(text).toContain('it happened')
    expect(text).toContain('[secret]')
    for (const form of [...forms, basic.slice(6)]) expect(text).not.toContain(form)
  })

  test('does not show what is secret in the sentence', () => {
    const text = logged((log) =>
      log.error(`asked https://r.example/?token=${encodeURIComponent(secret)} with ${basic}`),
    )
    for (const form of [...forms, basic.slice(6)]) expect(text).not.toContain(form)
  })

  test('keeps what helps', () => {
    const text = logged((log) =>
      log.warn({ registry: 'r.example', status: 401, accept: 'x', err: new TypeError('bad') }),
    )
    expect(JSON.parse(text)).toMatchObject({
      registry: 'r.example',
      status: 401,
      accept: 'x',
      err: { type: 'TypeError', message: 'bad', stack: expect.stringContaining('log.test.ts') },
    })
    expect(redactText('https://r.example/token?scope=repository%3Aa%3Apull&service=r')).toBe(
      'https://r.example/token?scope=repository%3Aa%3Apull&service=r',
    )
  })

  test('has one line for each event, whatever is in it', () => {
    const text = logged((log) => log.error({ tag: 'a\n{"level":60,"msg":"forged"}\r\u001b[31m' }, 'a\nb'))
    expect(text.trimEnd()).not.toMatch(/\p{Cc}/u)
    expect(JSON.parse(text)).toMatchObject({ tag: expect.stringContaining('\n'), msg: 'a\nb' })
  })

  test('is bounded in length and depth', () => {
    const deep: Record<string, unknown> = {}
    let place = deep
    for (let count = 0; count < 10_000; count += 1) place = place.next = {} as Record<string, unknown>
    const text = logged((log) => log.error({ deep, long: 'x'.repeat(1_000_000), wide: Array(100_000).fill(1) }))
    expect(text.length).toBeLessThan(10_000)
  })
})

describe('a Secret', () => {
  const held = new Secret(secret)
  const views: [name: string, view: () => unknown][] = [
    ['a template string', () => `${held}`],
    ['addition', () => `x${held}`],
    ['String()', () => String(held)],
    ['JSON', () => JSON.stringify({ held })],
    ['inspect', () => inspect({ held }, { depth: 9, showHidden: true })],
    ['inspect without its own view', () => inspect(held, { customInspect: false, showHidden: true })],
    ['a structured clone', () => inspect(structuredClone({ held }), { showHidden: true })],
    ['its fields', () => JSON.stringify([Object.entries(held), Object.getOwnPropertyNames(held), { ...held }])],
    ['an error', () => inspect(new Error('no', { cause: held }))],
  ]
  test.each(views)('shows nothing in %s', (_name, view) => {
    expect(String(view())).not.toContain(secret)
  })
})

import { describe, expect, it, vi } from 'vitest'
import { startCanary } from './canary.fixture'
import { listRepositories } from './catalog'
import {
  bytes,
  digest,
  gives,
  lookUp,
  manifestUrl,
  mediaType,
  other,
  readDigest,
  readTag,
  repository,
  says,
  write,
} from './fault-acts.fixture'
import { expectFailure, type FailingFault, secrets, serve } from './fault-harness.fixture'
import { putManifest } from './manifests'
import type { Handler } from './test-server'

/** Every name is this machine: also where a guard is missing, nothing leaves it. */
vi.mock('node:dns', async (original) => ({
  ...(await original<typeof import('node:dns')>()),
  lookup: (_hostname: string, _options: object, callback: (error: null, addresses: object[]) => void) =>
    callback(null, [{ address: '127.0.0.1', family: 4 }]),
}))

const [get, put, head] = [`GET ${manifestUrl}`, `PUT ${manifestUrl}`, `HEAD ${manifestUrl}`]
const getDigest = `GET /v2/team/app/manifests/${digest}`
const html = { 'content-type': 'text/html' }
const page = `<!DOCTYPE html><title>Down for\u202e repair</title><script>alert(1)</script>`
const query = `?key=${secrets.query}`
const three = (line: string) => [line, line, line]

const redirects = (location: string): Handler => says(307, { location })
const flipped = Uint8Array.from(bytes, (byte, at) => (at === 40 ? byte ^ 1 : byte))

const rows: FailingFault[] = [
  ...[
    ['http on another port', `http://127.0.0.1:1/x${query}`, 'redirects to http://127.0.0.1:1, which'],
    ['a private address', `https://127.0.0.2/x${query}`, 'redirects to https://127.0.0.2, which'],
    ['a port of something else', `https://store.example:22/x${query}`, 'redirects to https://store.example:22, which'],
    ['a script', `javascript:alert(1)//${query}`, 'redirects to another protocol, which'],
    ['a file', 'file:///etc/passwd', 'redirects to another protocol, which'],
    ['a place with a user in it', `https://a:b@store.example/x${query}`, 'redirects to https://store.example, which'],
  ].map(([fault = '', location = '', sentence = '']) => ({
    fault: `F22 a redirect to ${fault}`,
    act: readTag,
    answers: redirects(location),
    kind: 'not-allowed' as const,
    requests: [get],
    says: sentence,
  })),
  ...[
    { fault: 'without a place', answers: says(307) },
    { fault: 'to nothing', answers: redirects('') },
    { fault: 'to what is no address', answers: redirects('https://') },
  ].map(({ fault, answers }) => ({
    fault: `F22 a redirect ${fault}`,
    act: readTag,
    answers,
    kind: 'invalid-answer' as const,
    requests: [get],
    says: 'redirects to nowhere',
  })),
  {
    fault: 'F22 redirects in a loop',
    act: readTag,
    answers: (request, response) => redirects(request.url === '/v2/b' ? manifestUrl : '/v2/b')(request, response),
    kind: 'invalid-answer',
    requests: [get, 'GET /v2/b', get, 'GET /v2/b', get, 'GET /v2/b'],
    says: 'redirects in circles',
  },
  {
    fault: 'F22 thirty redirects',
    act: readTag,
    answers: ({ url = '' }, response) => response.writeHead(307, { location: `/v2/${url.length}${url}` }).end(),
    kind: 'invalid-answer',
    requests: 6,
    says: 'redirects in circles',
  },
  {
    fault: 'F26 other bytes than asked for',
    act: readDigest,
    answers: gives(flipped),
    kind: 'digest-mismatch',
    requests: [getDigest, getDigest],
    says: 'does not match the digest asked for',
  },
  {
    fault: 'F27 a web page',
    act: readTag,
    answers: says(200, html, page),
    kind: 'invalid-answer',
    requests: [get],
    says: 'answered with a web page',
  },
  {
    fault: 'F27 a web page that says it is an index',
    act: readTag,
    answers: says(200, { 'content-type': mediaType }, page),
    kind: 'invalid-answer',
    requests: [get],
    says: 'answered with a web page',
  },
  {
    fault: 'F30 neither HEAD nor GET',
    act: lookUp,
    answers: says(405),
    kind: 'unsupported',
    requests: [head, get],
    says: 'does not offer this',
  },
  ...(
    [
      ['without a time', undefined, undefined, 3],
      ['with a time before now', '-1', undefined, 3],
      ['for two minutes', '120', 120, 1],
      ['until a date that is past', 'Wed, 21 Oct 2015 07:28:00 GMT', undefined, 3],
      ['until a date', new Date(Date.now() + 3_600_000).toUTCString(), expect.any(Number), 1],
      ['for ever', '99999999', 86_400, 1],
    ] as const
  ).map(
    ([fault, retryAfter, seconds, tries]): FailingFault => ({
      fault: `F37 429 ${fault}`,
      act: readTag,
      answers: says(429, retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
      kind: 'rate-limited',
      requests: three(get).slice(0, tries),
      says: 'rate limit of',
      facts: { retryAfterSeconds: seconds, retryable: true },
    }),
  ),
  {
    fault: 'F38 500 always',
    act: readTag,
    answers: says(500),
    kind: 'unavailable',
    requests: three(get),
    says: 'status 500',
    facts: { status: 500 },
  },
  {
    fault: 'F38 502 and a web page, of which the title is read',
    act: readTag,
    answers: says(502, html, page),
    kind: 'unavailable',
    requests: three(get),
    says: 'status 502',
    facts: { status: 502, registryMessage: 'Down for repair' },
  },
  {
    fault: 'a catalog that is no JSON',
    act: (client) => listRepositories(client),
    answers: says(200, {}, 'no'),
    kind: 'invalid-answer',
    requests: 1,
    says: 'not valid JSON',
  },
]

describe('an answer that goes wrong', () => {
  it.each(rows)('$fault', async ({ answers, ...expected }) => {
    const failure = await expectFailure(await serve(answers), expected)
    expect(JSON.stringify(failure)).not.toMatch(/alert|script/)
  })

  it.each(rows)('$fault, after a sign-in that the registry repeats', async ({ answers, requests, ...expected }) => {
    const server = await serve((request, response) => {
      const { authorization } = request.headers
      if (authorization === undefined) return says(401, { 'www-authenticate': 'Basic realm="r"' })(request, response)
      response.setHeader('warning', `299 - "you have sent ${authorization}"`)
      answers(request, response)
    })
    const once = Array.isArray(requests) ? [...requests.slice(0, 1), ...requests] : Number(requests) + 1
    await expectFailure(server, { ...expected, requests: once })
  })
})

describe('F24 a write that is sent elsewhere', () => {
  const writeDigest: FailingFault['act'] = (client) =>
    putManifest(client, { repository, name: digest, bytes, mediaType })

  it.each([
    ['by 307', 307, write, put],
    ['for good', 301, write, put],
    ['by 308', 308, write, put],
    ['by digest', 307, writeDigest, put.replace('1.0', digest)],
  ])('%s does not go there', async (_case, status, act, line) => {
    const elsewhere = await startCanary()
    const location = `http://127.0.0.1:${elsewhere.port}${manifestUrl}${query}`
    const server = await serve(says(status, { location, 'docker-content-digest': digest }))
    const options = { plainHttp: [`127.0.0.1:${elsewhere.port}`] }
    await expectFailure(server, { act, kind: 'rejected', requests: [line], facts: { status }, options })
    expect(elsewhere.connections()).toBe(0)
    await elsewhere.close()
  })
})

describe('F40 a write that is answered with', () => {
  const error = (code: string, message = 'm') => JSON.stringify({ errors: [{ code, message }] })
  const children = JSON.stringify({
    errors: [digest, other].map((detail) => ({ code: 'MANIFEST_BLOB_UNKNOWN', message: 'unknown', detail })),
  })
  const answered: [fault: string, answers: Handler, expected: Pick<FailingFault, 'kind' | 'says' | 'facts'>][] = [
    [
      'another digest',
      says(201, { 'docker-content-digest': other }),
      { kind: 'digest-mismatch', says: 'stored something else' },
    ],
    ['200 and a web page', says(200, html, page), { kind: 'invalid-answer', says: 'did not confirm' }],
    ['202', says(202), { kind: 'invalid-answer', says: 'did not confirm' }],
    ['409, the tag is locked', says(409, {}, error('TAG_IMMUTABLE')), { kind: 'conflict', says: 'locked this tag' }],
    [
      '403, the tag is locked',
      says(403, {}, error('DENIED', 'tag is immutable')),
      { kind: 'conflict', says: 'locked this tag' },
    ],
    ['409', says(409), { kind: 'conflict', says: 'in the meantime' }],
    ['412', says(412), { kind: 'conflict', says: 'in the meantime' }],
    ['412, a policy', says(412, {}, error('PROJECTPOLICYVIOLATION')), { kind: 'rejected', says: 'policy' }],
    [
      '400, children are gone',
      says(400, {}, children),
      { kind: 'rejected', says: 'lacks something', facts: { detail: [digest, other] } },
    ],
    ['413', says(413), { kind: 'too-large', says: 'larger than' }],
    ['400, too large', says(400, {}, error('MANIFEST_INVALID', 'http: request body too large')), { kind: 'too-large' }],
    ['403, the quota', says(403, {}, error('DENIED', 'quota exceeded')), { kind: 'denied', says: 'quota' }],
    ['405, read-only', says(405), { kind: 'unsupported', says: 'read-only' }],
    ['429', says(429, { 'retry-after': '0' }), { kind: 'rate-limited' }],
    ['503', says(503, { 'retry-after': '0' }), { kind: 'unavailable' }],
  ]

  it.each(answered)('%s', async (_fault, answers, expected) => {
    await expectFailure(await serve(answers), { act: write, requests: [put], ...expected })
  })
})

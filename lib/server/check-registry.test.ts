import { afterEach, expect, test } from 'vitest'
import { Breakers } from '@/lib/registry/breakers'
import { createClient } from '@/lib/registry/test-server'
import { type SandboxOptions, startSandbox } from '@/lib/sandbox/sandbox'
import { checkRegistry } from './check-registry'
import { createTestContext } from './test-context'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function check(options: SandboxOptions) {
  const sandbox = await startSandbox({ port: 0, ...options })
  closers.push(() => sandbox.close())
  return checkRegistry({ registry: sandbox.registry }, createTestContext().context)
}

const rule = (path: RegExp, status: number) => ({ match: { path }, fault: { status } })

test('what a registry offers is told along with whether it answers', async () => {
  const expected = { isReachable: true, hasCatalog: true, hasReferrers: true, isReadOnly: false }
  expect(await check({})).toMatchObject(expected)
})

test.each([
  ['no referrers', [rule(/referrers/, 404)], { hasCatalog: true, hasReferrers: false }],
  ['no word on referrers', [rule(/referrers/, 400)], { hasCatalog: true }],
  ['referrers that fail', [rule(/referrers/, 403)], { hasCatalog: true }],
  ['no catalog', [rule(/_catalog/, 401)], { hasCatalog: false }],
])('a registry with %s is reachable all the same', async (_what, faults, expected) => {
  const { registry: _registry, latencyMs, ...rest } = await check({ faults })
  expect(rest).toEqual({ isReachable: true, isReadOnly: false, ...expected })
  expect(latencyMs).toBeGreaterThanOrEqual(0)
})

const webPage = { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<html></html>' }
test.each([
  ['a web page', webPage, 'registry API', true],
  ['a full house', { status: 429, headers: { 'Retry-After': '1800' } }, 'rate limit', true],
  ['no HTTP', { raw: 'SSH-2.0-OpenSSH_9.2\r\n' }, 'valid HTTP', false],
])('%s is no registry to work with, and why is said', async (_what, fault, words, hasAnswered) => {
  const answer = await check({ faults: [{ match: { path: /./ }, fault }] })
  expect(answer).toMatchObject({ isReachable: false, message: expect.stringContaining(words) })
  expect(answer.latencyMs !== undefined).toBe(hasAnswered)
})

test('one that wants a sign-in answers, and what is set for it here is said all the same', async () => {
  const answer = await check({ auth: { kind: 'basic', username: 'ada', password: 'p' } })
  expect(answer).toMatchObject({ isReachable: true, isReadOnly: false, message: expect.stringContaining('sign-in') })
})

test('one that is left alone for a while says for how long', async () => {
  const sandbox = await startSandbox({ port: 0 })
  await sandbox.close()
  const { context } = createTestContext()
  const client = createClient(sandbox.registry, { breakers: new Breakers({ isExempt: () => false }) })
  const asking = { ...context, access: { ...context.access, client: () => client } }
  const answers = []
  for (let count = 0; count < 3; count += 1) answers.push(await checkRegistry({ registry: sandbox.registry }, asking))
  expect(answers[0]).toMatchObject({ isReachable: false, message: expect.stringContaining('Nothing answers') })
  expect(answers[2]).toMatchObject({
    isReachable: false,
    message: expect.stringMatching(/left alone for now\. Try again in \d+ seconds/),
  })
})

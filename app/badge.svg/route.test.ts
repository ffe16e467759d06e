import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import { GET as getJson } from '../badge.json/route'
import { GET } from './route'

const password = 'only-for-this-test'
let [open, closed]: Sandbox[] = []
beforeAll(async () => {
  open = await startSandbox({ port: 0 })
  closed = await startSandbox({ port: 0, auth: { kind: 'basic', username: 'somebody', password } })
})
afterAll(() => Promise.all([open?.close(), closed?.close()]))

const ask = (get: typeof GET, path: string) => get(new Request(`http://localhost${path}`, { headers: { host: 'localhost' } }))

test('an image that everybody may read', async () => {
  const response = await ask(GET, `/badge.svg?ref=${open?.registry}/demo/app:1.0&label=ours`)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toContain('image/svg+xml')
  expect(await response.text()).toContain('ours: amd64 | arm64')
})

test.each(['demo/app:1.0', 'demo/nope:1', '%00', ''])('of “%s” behind a sign-in nothing is told', async (name) => {
  const response = await ask(GET, `/badge.svg?ref=${name ? `${closed?.registry}/${name}` : ''}`)
  expect(response.status).toBe(200)
  expect(response.headers.get('cache-control')).toBe('public, max-age=60')
  expect(await response.text()).toContain('platforms: unknown')
})

test.each([
  ['demo/app:1.0', { message: 'amd64 | arm64', color: 'informational', cacheSeconds: 300 }],
  ['demo/nope:1', { message: 'unknown', color: 'inactive', cacheSeconds: 60 }],
])('the form for shields.io of %s', async (name, expected) => {
  const response = await ask(getJson, `/badge.json?ref=${open?.registry}/${name}`)
  expect(await response.json()).toEqual({ schemaVersion: 1, label: 'platforms', ...expected })
})

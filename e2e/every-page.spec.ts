/** What holds for each page there is: found by walking app/, so that a new one is covered by itself. */
import { readdirSync } from 'node:fs'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import type { Response } from '@playwright/test'
import { composeHref, deleteHref, imageHref, registryHref, repositoryHref, splitHref } from '@/lib/contract/links'
import { expect, test } from './fixtures'
import { pushMultiPlatformImage } from './support/push-image'
import { startProduct } from './support/start-product'

const root = fileURLToPath(new URL('../app', import.meta.url))
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

const pages = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter(({ name }) => name === 'page.tsx')
  .map(({ parentPath }) => `/${relative(root, parentPath)}`)

/** An address for a page that needs more than its path. */
const samples: Record<string, (name: string) => string> = {
  '/image/[...reference]': (name) => imageHref(`${name}:1.0`),
  '/repository/[...repository]': (name) => repositoryHref(name),
  '/registry/[host]': (name) => registryHref(name.split('/')[0] ?? ''),
  '/compose': (name) => composeHref({ target: `${name}:2.0`, sources: [{ reference: `${name}:1.0` }] }),
  '/compare': (name) =>
    `/compare?base=${encodeURIComponent(`${name}:1.0`)}&target=${encodeURIComponent(`${name}:1.0`)}`,
  '/delete': (name) => deleteHref(`${name}:1.0`),
  '/split': (name) => splitHref({ reference: `${name}:1.0` }),
}

/** Failures have pages, too. */
const failures: Record<string, (name: string) => string> = {
  'no such page': () => '/nowhere',
  'no such image': (name) => imageHref(`${name}:missing`),
  'no reference': () => '/image/UPPER%20case',
  'no such registry': () => '/registry/%25',
}

const wanted = {
  'x-content-type-options': /^nosniff$/,
  'x-frame-options': /^DENY$/,
  'referrer-policy': /^(?:same-origin|no-referrer)$/,
  'permissions-policy': /camera=\(\), .*geolocation=\(\)/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^same-origin$/,
}

function checkPolicy(policy: string): void {
  expect(policy).toContain("default-src 'none'")
  for (const directive of ["base-uri 'none'", "frame-ancestors 'none'", "object-src 'none'", "form-action 'self'"])
    expect(policy).toContain(directive)
  const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? ''
  expect(scripts).toMatch(/^'self' 'nonce-[A-Za-z0-9+/=]{22,}' 'strict-dynamic'$/)
  expect(/style-src ([^;]*)/.exec(policy)?.[1]).not.toContain('unsafe')
  expect(policy).not.toMatch(/https?:|\*/)
}

function checkHeaders(response: Response | null): string {
  const headers = response?.headers() ?? {}
  for (const [name, value] of Object.entries(wanted)) expect(headers[name], name).toMatch(value)
  const policy = headers['content-security-policy'] ?? ''
  checkPolicy(policy)
  expect(headers['x-powered-by']).toBeUndefined()
  return policy
}

for (const [title, addressOf] of [
  ...pages.map((path) => [path, samples[path] ?? (() => path)] as const),
  ...Object.entries(failures),
]) {
  test.describe(title, () => {
    test.use({ tolerated: /Failed to load resource: the server responded with a status of 4\d\d/ })

    test('has strict headers, asks nobody else, and meets WCAG 2.2 AA', async ({
      page,
      registry,
      repository,
      baseURL,
    }) => {
      await pushMultiPlatformImage(registry, { repository, tag: '1.0', platforms: ['linux/amd64', 'linux/arm64'] })
      const others: string[] = []
      page.on('request', (request) => {
        const { protocol, origin } = new URL(request.url())
        if (protocol !== 'data:' && protocol !== 'blob:' && origin !== baseURL) others.push(request.url())
      })
      const response = await page.goto(addressOf(`${registry.host}/${repository}`), { waitUntil: 'networkidle' })

      const policy = checkHeaders(response)
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? 'none'
      const scripts = [...((await response?.text()) ?? '').matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag)
      expect(scripts.length).toBeGreaterThan(0)
      for (const tag of scripts) expect(tag).toContain(`nonce="${nonce}"`)
      expect(others).toEqual([])
      const { violations } = await new AxeBuilder({ page }).withTags(standards).analyze()
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
    })
  })
}

const others: [path: string, status: number][] = [
  ['/api/v1/image?ref=UPPER', 400],
  ['/api/v1/nowhere', 404],
  ['/api/v1/compose/plan', 405],
  ['/_next/static/nothing.js', 404],
  ['/icon.svg', 200],
  ['/healthz', 200],
]
for (const [path, status] of others) {
  test(`${path} carries the headers`, async ({ request }) => {
    const answer = await request.get(path, { maxRedirects: 0 })
    expect(answer.status()).toBe(status)
    const headers = answer.headers()
    for (const [name, value] of Object.entries(wanted)) expect(headers[name], name).toMatch(value)
    checkPolicy(headers['content-security-policy'] ?? '')
  })
}

test('where people come over https, every answer tells their browsers to stay there', async ({ request }) => {
  const secure = await startProduct({ environment: () => ({ ARCHIPELAGO_ORIGIN: 'https://images.example.com' }) })
  for (const path of ['/', ...others.map(([other]) => other)]) {
    const headerOf = async (url: string, headers = {}) =>
      (await request.get(url, { headers, maxRedirects: 0 })).headers()['strict-transport-security']
    expect(await headerOf(`${secure.url}${path}`)).toBe('max-age=63072000')
    expect(await headerOf(`${secure.url}${path}`, { host: 'other.example' })).toBe('max-age=63072000')
    expect(await headerOf(path)).toBeUndefined()
  }
  await secure.close()
})

test('no two answers share a nonce', async ({ request }) => {
  const nonces = await Promise.all(
    Array.from({ length: 20 }, async () => (await request.get('/')).headers()['content-security-policy']),
  )
  expect(new Set(nonces).size).toBe(20)
})

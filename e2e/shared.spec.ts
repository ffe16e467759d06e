import { once } from 'node:events'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import {
  compareHref,
  composeHref,
  deleteHref,
  historyHref,
  imageHref,
  registriesHref,
  repositoryHref,
  splitHref,
} from '@/lib/contract/links'
import { test as base, expect } from './fixtures'
import { type CncfRegistry, startCncfRegistry } from './support/cncf-registry'
import { platformRow } from './support/locators'
import { pushImage, pushMultiPlatformImage, readManifest } from './support/push-image'
import { type RunningProduct, startProduct } from './support/start-product'

/** The registry knows bcrypt alone, which nothing here can compute. */
const ada = { username: 'ada', password: 'ada-password' }
const htpasswd = 'ada:$2b$05$abcdefghijklmnopqrstuuOsLjunBTrJA5SGg5wXbr5wc4BPAlsYK\n'

interface SharedServer {
  /** A registry that shows nothing without a sign-in, and the same images as the open one. */
  door: CncfRegistry
  product: RunningProduct
}

const test = base.extend<object, { shared: SharedServer }>({
  shared: [
    async ({ registry }, use) => {
      const door = await startCncfRegistry({ folder: registry.folder, htpasswd })
      const product = await startProduct({
        environment: (url) => ({
          ARCHIPELAGO_MODE: 'shared',
          ARCHIPELAGO_ORIGIN: url,
          ARCHIPELAGO_SECRET: 'for the stories only and long enough',
          ARCHIPELAGO_ALLOWED_REGISTRIES: door.host,
          ARCHIPELAGO_USER_HEADER: 'X-Remote-User',
          ARCHIPELAGO_TRUSTED_PROXIES: '127.0.0.2',
        }),
      })
      await use({ door, product })
      await product.close()
      await door.close()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
})
test.use({ baseURL: undefined, tolerated: /status of (401|403|404)/ })

async function signIn(page: Page, { door, product }: SharedServer, back: string): Promise<void> {
  await page.goto(`${product.url}${registriesHref({ signIn: door.host, back })}`)
  await page.getByLabel('User name').fill(ada.username)
  await page.getByLabel('Password or access token').fill(ada.password)
  await page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(`${product.url}${back}`)
}

test('one visitor signs in, merges and signs out; another one sees nothing of it', async ({
  page,
  newVisitor,
  registry,
  repository,
  shared,
}) => {
  const { door, product } = shared
  const name = `${door.host}/${repository}`
  for (const architecture of ['amd64', 'arm64'])
    await pushImage(registry, { repository, tag: `1.0-${architecture}`, platform: `linux/${architecture}` })
  const source = imageHref(`${name}:1.0-amd64`)

  await page.goto(`${product.url}${source}`)
  await expect(page.getByRole('contentinfo')).toContainText('Shared mode')
  await expect(page.getByText(`${door.host} has nothing of this name, or does not show it to you.`)).toBeVisible()
  await signIn(page, shared, source)
  await expect(platformRow(page, 'linux/amd64')).toBeVisible()

  const sources = ['amd64', 'arm64'].map((architecture) => ({ reference: `${name}:1.0-${architecture}` }))
  await page.goto(`${product.url}${composeHref({ target: `${name}:1.0`, sources })}`)
  await page.getByRole('button', { name: /^Push to/ }).click()
  await expect(page).toHaveURL(`${product.url}${imageHref(`${name}:1.0`)}`)
  expect(await readManifest(registry, repository, '1.0')).toContain('arm64')
  await page.goto(`${product.url}${historyHref(name)}`)
  await expect(page.getByText(`by ${ada.username}`, { exact: true })).toBeVisible()

  const stranger = await newVisitor()
  await stranger.goto(`${product.url}${imageHref(`${name}:1.0`)}`)
  await expect(stranger.getByText('has nothing of this name, or does not show it to you').first()).toBeVisible()
  expect(await stranger.content()).not.toContain('arm64')
  await stranger.goto(`${product.url}${historyHref(name)}`)
  await expect(stranger.getByText('Put back…')).toHaveCount(0)
  await expect(stranger.getByText(`by ${ada.username}`, { exact: true })).toHaveCount(0)

  const cookies = await page.context().cookies()
  const session = cookies.find(({ name: title }) => title === 'archipelago_session')
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Strict' })
  await page.goto(`${product.url}/registries`)
  await page.getByRole('button', { name: `Sign out of ${door.host}` }).click()
  await expect(page.getByRole('listitem', { name: door.host })).toContainText('Not signed in')

  await page.context().addCookies(cookies)
  await page.goto(`${product.url}${source}`)
  await expect(page.getByText('has nothing of this name, or does not show it to you').first()).toBeVisible()
})

test('what a page hands to the browser is for its visitor, in HTML and behind it', async ({
  page,
  registry,
  repository,
  shared,
}) => {
  const { door, product } = shared
  const platforms = ['linux/amd64', 'linux/arm64']
  const tag = 'for-ada-only'
  const { index, entries } = await pushMultiPlatformImage(registry, { repository, tag, platforms })
  const name = `${door.host}/${repository}`
  const reference = `${name}:${tag}`
  const addresses = [
    imageHref(reference),
    repositoryHref(name),
    compareHref({ base: reference, target: reference }),
    composeHref({ target: `${name}:2.0`, sources: [{ reference }] }),
    splitHref({ reference }),
    deleteHref(reference),
  ]
  /** Next sends its own kind of request on to an address of its own. */
  const told = async (address: string, headers: Record<string, string>): Promise<string> => {
    const answer = await fetch(new URL(address, product.url), { headers, redirect: 'manual' })
    const location = answer.headers.get('location')
    return location === null ? answer.text() : told(location, headers)
  }
  const signedIn = await page.request.post(`${product.url}/api/v1/registries/sign-in`, {
    headers: { origin: product.url },
    data: { registry: door.host, ...ada },
  })
  const cookie = signedIn.headers()['set-cookie']?.split(';')[0] ?? ''
  const secrets = [index, ...entries].map(({ digest }) => digest)
  const found = (text: string) => secrets.filter((secret) => text.includes(secret))
  for (const address of addresses)
    for (const rsc of [{}, { rsc: '1' }] as Record<string, string>[]) {
      const own = await told(address, { cookie, ...rsc })
      // what a tag names is asked for later, but its name is there
      if (address === repositoryHref(name)) expect(own).toContain(tag)
      else expect(found(own), address).not.toEqual([])
      const others = await told(address, rsc)
      expect(found(others), address).toEqual([])
      if (address === repositoryHref(name)) expect(others).not.toContain(tag)
    }
})

test('without a sign-in of one’s own nothing is pushed', async ({ page, registry, repository, shared }) => {
  const { door, product } = shared
  await pushMultiPlatformImage(registry, { repository, tag: '1.0', platforms: ['linux/amd64'] })
  const headers = { origin: product.url, 'content-type': 'application/json' }
  const target = `${door.host}/${repository}:2.0`
  const data = {
    target,
    sources: [{ reference: `${door.host}/${repository}:1.0` }],
    digest: 'sha256:0',
    expected: null,
  }
  const response = await page.request.post(`${product.url}/api/v1/compose/push`, { headers, data })
  expect(response.status()).toBe(401)
  expect(await readManifest(registry, repository, '2.0')).toBeUndefined()
})

interface Sent {
  path: string
  headers: Record<string, string>
  /** Which address of this machine it comes from. */
  from: string
  data?: unknown
}

async function send({ url }: RunningProduct, { path, headers, from, data }: Sent): Promise<string> {
  const method = data === undefined ? 'GET' : 'POST'
  const page = { origin: url, 'content-type': 'application/json' }
  const outgoing = request(`${url}${path}`, { method, localAddress: from, headers: { ...page, ...headers } })
  outgoing.end(data === undefined ? undefined : JSON.stringify(data))
  const [answer] = await once(outgoing, 'response')
  return text(answer)
}

test('the name that the proxy gives is in the history; from elsewhere it is nobody’s', async ({
  page,
  registry,
  repository,
  shared,
}) => {
  const { door, product } = shared
  await pushMultiPlatformImage(registry, { repository, tag: '1.0', platforms: ['linux/amd64'] })
  const name = `${door.host}/${repository}`
  const signedIn = await page.request.post(`${product.url}/api/v1/registries/sign-in`, {
    headers: { origin: product.url },
    data: { registry: door.host, ...ada },
  })
  const cookie = signedIn.headers()['set-cookie']?.split(';')[0] ?? ''
  const headers = { cookie, 'x-remote-user': 'grace' }
  for (const [tag, from] of [
    ['2.0', '127.0.0.2'],
    ['3.0', '127.0.0.1'],
  ] as const) {
    const form = { target: `${name}:${tag}`, sources: [{ reference: `${name}:1.0` }] }
    const plan = JSON.parse(await send(product, { path: '/api/v1/compose/plan', headers, from, data: form }))
    const data = { ...form, digest: plan.index.digest, expected: null }
    expect(await send(product, { path: '/api/v1/compose/push', headers, from, data })).toContain('"event":"done"')
  }
  const path = `/api/v1/history?repository=${name}`
  const history = JSON.parse(await send(product, { path, headers, from: '127.0.0.1' }))
  const written = history.entries.map(({ by, reference }: { by: string; reference: string }) => [by, reference])
  expect(written).toEqual([
    ['ada', `${name}:3.0`],
    ['grace', `${name}:2.0`],
  ])
})

test('only listed registries and our own name are answered', async ({ page, registry, shared }) => {
  const { product } = shared
  const ask = (path: string, headers: Record<string, string> = {}) =>
    page.request.get(`${product.url}${path}`, { headers })
  const other = await ask(`/api/v1/image?ref=${registry.host}/demo/app:1.0`)
  expect([other.status(), (await other.json()).error.code]).toEqual([403, 'REGISTRY_NOT_ALLOWED'])
  expect((await ask('/', { host: `localhost:${new URL(product.url).port}` })).status()).toBe(421)
  const forged = await ask('/', { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' })
  expect(forged.status()).toBe(200)
  expect(await forged.text()).not.toContain('evil.example')
})

for (const [title, width] of [
  ['wide', 1280],
  ['narrow', 360],
] as const)
  test(`the registries and the foot, ${title}, are as they should be, light and dark`, async ({ page, shared }) => {
    await page.setViewportSize({ width, height: 800 })
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await page.goto(`${shared.product.url}/api-docs`)
      await expect(page.getByRole('contentinfo')).toContainText('Shared mode')
      for (const path of ['/history', '/registries']) {
        await page.goto(`${shared.product.url}${path}`)
        const { violations } = await new AxeBuilder({ page }).analyze()
        expect(violations.map(({ id }) => id)).toEqual([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      }
    }
  })

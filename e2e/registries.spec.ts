import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { deleteHref, imageHref, registriesHref, repositoryHref } from '@/lib/contract/links'
import { test as base, expect } from './fixtures'
import { expectAccessible } from './support/expect-accessible'
import { platformRow, platformRows } from './support/locators'
import { pushImage, pushMultiPlatformImage, readManifest } from './support/push-image'
import { alice, type RegistryKind, type RegistryKinds, startRegistryKinds } from './support/registry-kinds'
import { type RunningProduct, startProduct } from './support/start-product'

const test = base.extend<object, { kinds: RegistryKinds; product: RunningProduct }>({
  kinds: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from the pattern
    async ({}, use) => {
      const kinds = await startRegistryKinds()
      await use(kinds)
      await kinds.close()
    },
    { scope: 'worker' },
  ],
  product: [
    async ({ kinds }, use) => {
      const product = await startProduct({ registries: kinds.settings })
      await use(product)
      await product.close()
    },
    { scope: 'worker', timeout: 5 * 60_000 },
  ],
  baseURL: async ({ product }, use) => use(product.url),
})

// one product and one of each registry do for all the stories
test.describe.configure({ mode: 'default' })
// the browser reports every answer that is a refusal, which is what these stories are about
test.use({ tolerated: /status of (401|422|502)/ })

async function pushTwoTags({ registries }: RegistryKinds, repository: string): Promise<void> {
  for (const architecture of ['amd64', 'arm64'])
    await pushImage(registries.open, {
      repository,
      tag: `1.0-${architecture}`,
      platform: `linux/${architecture}`,
    })
}

async function reviewTwoTags(page: Page): Promise<void> {
  for (const tag of ['1.0-amd64', '1.0-arm64'])
    await page.getByRole('checkbox', { name: `Choose ${tag}`, exact: true }).check()
  await page.getByRole('link', { name: 'Review 2 tags' }).click()
  await expect(page).toHaveURL(/\/compose\?/)
}

const pushButton = (page: Page) => page.getByRole('button', { name: /^Push to/ })

async function signIn(page: Page, password: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: /^Sign in to/ })
  await dialog.getByLabel('User name').fill(alice.username)
  await dialog.getByLabel('Password or access token').fill(password)
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click()
}

async function expectSignInToBeWanted(page: Page, { name, host }: { name: string; host: string }): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This repository needs a sign-in')
  await expect(page.getByText(`${host} asks for a sign-in`)).toBeVisible()
  await page.getByRole('link', { name: `Sign in to ${host}` }).click()
  await signIn(page, 'a wrong one')
  await expect(page.getByText(`${host} does not accept this name and password`)).toBeVisible()
  await signIn(page, alice.password)
  await expect(page).toHaveURL(repositoryHref(name))
}

const writable: Partial<Record<RegistryKind, string>> = {
  open: 'that is open',
  htpasswd: 'that asks for a password, once signed in on the page',
  token: 'that asks for signed tokens, once signed in on the page',
  tls: 'with TLS from an authority of one’s own',
}
for (const [kind, title] of Object.entries(writable) as [RegistryKind, string][])
  test(`two tags become one on a registry ${title}`, async ({ page, kinds, repository, product }) => {
    const { host } = kinds.registries[kind]
    const name = `${host}/${repository}`
    await pushTwoTags(kinds, repository)

    await page.goto(repositoryHref(name))
    if (kind === 'htpasswd' || kind === 'token') await expectSignInToBeWanted(page, { name, host })
    await reviewTwoTags(page)
    await pushButton(page).click()

    await expect(page).toHaveURL(imageHref(`${name}:1.0`))
    await expect(platformRows(page)).toHaveCount(2)
    const written = JSON.parse((await readManifest(kinds.registries.open, repository, '1.0')) ?? '{}')
    expect(written.manifests).toHaveLength(2)
    expect(product.output()).not.toContain(alice.password)
  })

const guarded: [RegistryKind, string, RegExp][] = [
  ['readOnly', 'that is read-only', /does not offer this: it may be read-only/],
  ['proxy', 'that hands out another one’s images', /does not offer this: it may be read-only/],
]
for (const [kind, title, sentence] of guarded)
  test(`on a registry ${title} everything is seen, and the push says why not`, async ({ page, kinds, repository }) => {
    const { host } = kinds.registries[kind]
    const name = `${host}/${repository}`
    await pushTwoTags(kinds, repository)

    await page.goto(repositoryHref(name))
    await reviewTwoTags(page)
    await pushButton(page).click()

    await expect(page.getByRole('alert').filter({ hasText: sentence })).toContainText(host)
    expect(await readManifest(kinds.registries.open, repository, '1.0')).toBeUndefined()
    await page.goto(imageHref(`${name}:1.0-arm64`))
    await expect(platformRow(page, 'linux/arm64')).toBeVisible()
  })

test('a sign-in leads back to the image, is shown by name, and is forgotten by signing out', async ({
  page,
  kinds,
  repository,
}) => {
  const { host } = kinds.registries.token
  await pushTwoTags(kinds, repository)
  await page.goto(imageHref(`${host}/${repository}:1.0-amd64`))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This image needs a sign-in')
  await page.getByRole('link', { name: /^Sign in/ }).click()
  await signIn(page, alice.password)
  await expect(page).toHaveURL(imageHref(`${host}/${repository}:1.0-amd64`))
  await expect(platformRow(page, 'linux/amd64')).toBeVisible()

  await page.goto(registriesHref({}))
  const card = page.getByRole('listitem', { name: host })
  await expect(card).toContainText(`Signed in as ${alice.username}`)
  await card.getByRole('button', { name: /^Sign out/ }).click()
  await expect(card).toContainText('Not signed in')
  await page.goto(repositoryHref(`${host}/${repository}`))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This repository needs a sign-in')
})

test('a stale sign-in hides no public image; that it was refused is said above it', async ({
  page,
  kinds,
  repository,
}) => {
  // it starts a product of its own
  test.slow()
  const { host } = kinds.registries.token
  const name = `public/${repository}`
  await pushTwoTags(kinds, name)
  const folder = await mkdtemp(join(tmpdir(), 'archipelago-stale-'))
  const path = join(folder, 'config.json')
  const auth = Buffer.from(`${alice.username}:a stale one`).toString('base64')
  await writeFile(path, JSON.stringify({ auths: { [host]: { auth } } }))
  const environment = () => ({ ARCHIPELAGO_DOCKER_CONFIG: path })
  const product = await startProduct({ registries: kinds.settings, environment })
  const refusal = page.getByText(`${host} refused your stored sign-in.`)

  await page.goto(product.url + imageHref(`${host}/${name}:1.0-amd64`))
  await expect(platformRow(page, 'linux/amd64')).toBeVisible()
  await expect(refusal).toBeVisible()
  await page.goto(product.url + repositoryHref(`${host}/${name}`))
  await expect(refusal).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('link', { name: 'Sign in again' }).click()
  await signIn(page, alice.password)
  await expect(page).toHaveURL(product.url + repositoryHref(`${host}/${name}`))
  await expect(page.getByRole('checkbox', { name: 'Choose 1.0-amd64', exact: true })).toBeVisible()
  await expect(refusal).toBeHidden()
  // what the page still reads must not find the product gone
  await page.goto('about:blank')
  await product.close()
  await rm(folder, { recursive: true })
})

test('an authority that is not known here is said, and where to add it', async ({ page, kinds, repository }) => {
  const { host } = kinds.registries.tlsUnknown
  await page.goto(repositoryHref(`${host}/${repository}`))
  await expect(
    page.getByText(`The certificate of ${host} comes from an authority that is not known here`),
  ).toBeVisible()
  await page.goto(registriesHref({}))
  const card = page.getByRole('listitem', { name: host })
  await expect(card).toContainText('Not reachable')
  await expect(card).toContainText('authority that is not known here')
})

const deleting: [RegistryKind, string][] = [
  ['open', 'deletes'],
  ['keeping', 'does not delete'],
]
for (const [kind, title] of deleting)
  test(`deleting on a registry that ${title}`, async ({ page, kinds, repository }) => {
    const { host } = kinds.registries[kind]
    const reference = `${host}/${repository}:1.0`
    const platforms = ['linux/amd64', 'linux/arm64']
    await pushMultiPlatformImage(kinds.registries.open, { repository, tag: '1.0', platforms })

    await page.goto(deleteHref(reference))
    await page.getByLabel(/to confirm$/).fill(`${repository}:1.0`)
    await page.getByRole('button', { name: 'Delete the tag' }).click()
    await page.getByRole('button', { name: /^Delete (?!the tag)/ }).click()

    if (kind === 'open') await expect.poll(() => readManifest(kinds.registries.open, repository, '1.0')).toBeUndefined()
    else await expect(page.getByText(`${host} deletes nothing through its API`)).toBeVisible()
    expect((await readManifest(kinds.registries.open, repository, '1.0')) === undefined).toBe(kind === 'open')
  })

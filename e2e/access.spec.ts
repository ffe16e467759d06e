import type { Locator, Page } from '@playwright/test'
import { composeHref, imageHref, repositoryHref } from '@/lib/contract/links'
import { expect, test } from './fixtures'
import type { CncfRegistry } from './support/cncf-registry'
import { expectAccessible } from './support/expect-accessible'
import { pushImage, pushMultiPlatformImage, readManifest } from './support/push-image'

async function fillRepository(registry: CncfRegistry, repository: string): Promise<string> {
  for (const architecture of ['amd64', 'arm64'])
    await pushImage(registry, { repository, tag: `1.0-${architecture}`, platform: `linux/${architecture}` })
  const platforms = ['linux/amd64', 'linux/arm64', 'linux/arm/v7', 'linux/s390x']
  await pushMultiPlatformImage(registry, { repository, tag: '0.9', platforms })
  return `${registry.host}/${repository}`
}

const sourcesOf = (name: string) =>
  ['amd64', 'arm64'].map((architecture) => ({ reference: `${name}:1.0-${architecture}` }))

const addresses: Record<string, (name: string) => string> = {
  home: () => '/',
  image: (name) => imageHref(`${name}:0.9`),
  repository: (name) => repositoryHref(name),
  compose: (name) => composeHref({ target: `${name}:0.9`, sources: sourcesOf(name) }),
}

/** Opens a page and waits until it has what it says it is loading. */
async function openSettled(page: Page, address: string): Promise<void> {
  await page.goto(address, { waitUntil: 'networkidle' })
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}

for (const [title, addressOf] of Object.entries(addresses)) {
  test(`${title} meets WCAG 2.2 AA, light and dark @phone`, async ({ page, registry, repository }) => {
    await openSettled(page, addressOf(await fillRepository(registry, repository)))
    await expectAccessible(page)
  })

  test(`${title} fits 360 px without scrolling sideways`, async ({ page, registry, repository }) => {
    await page.setViewportSize({ width: 360, height: 740 })
    await openSettled(page, addressOf(await fillRepository(registry, repository)))
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(width).toBeLessThanOrEqual(360)
  })
}

/** Presses a key until the control has the focus, as a person without a mouse does. */
async function pressUntilFocused(control: Locator, key: string): Promise<void> {
  await expect(control).toBeVisible()
  for (let presses = 0; presses < 80; presses += 1) {
    if (await control.evaluate((element) => element === document.activeElement)) return
    await control.page().keyboard.press(key)
  }
  throw new Error(`${control} cannot be reached with the ${key} key`)
}

test('a merge by keyboard alone', async ({ page, registry, repository }) => {
  const name = await fillRepository(registry, repository)
  const checkbox = (tag: string) => page.getByRole('checkbox', { name: `Choose ${tag}`, exact: true })
  await openSettled(page, repositoryHref(name))

  await pressUntilFocused(page.getByRole('table', { name: 'Tags' }).getByRole('checkbox').first(), 'Tab')
  await pressUntilFocused(checkbox('1.0-amd64'), 'ArrowDown')
  await page.keyboard.press('Space')
  await page.keyboard.press('Home')
  await pressUntilFocused(checkbox('1.0-arm64'), 'ArrowDown')
  await page.keyboard.press('Space')
  await pressUntilFocused(page.getByRole('link', { name: 'Review 2 tags' }), 'Tab')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/compose\?/)
  await pressUntilFocused(page.getByRole('button', { name: /^Push to/ }), 'Tab')
  await page.keyboard.press('Enter')

  await expect(page).toHaveURL(imageHref(`${name}:1.0`))
  expect(await readManifest(registry, repository, '1.0')).toContain('arm64')
})

/** An image by somebody who means harm, in a real registry: everything in it is text, and nothing in it is hidden. */
import type { Page } from '@playwright/test'
import { compareHref, imageHref, repositoryHref } from '@/lib/contract/links'
import { mediaTypes } from '@/lib/oci/media-type'
import { expect, test } from './fixtures'
import type { CncfRegistry } from './support/cncf-registry'
import { pushBlob, pushIndex, putManifest } from './support/push-image'

const texts = {
  image: '<img src=x onerror="window.isHarmed = true">',
  script: '</script><script>window.isHarmed = true</script>',
  template: '{{constructor.constructor("window.isHarmed = true")()}}',
  javascript: 'javascript:window.isHarmed=true',
  split: 'java\tscript:window.isHarmed=true',
  data: 'data:text/html,<script>window.isHarmed=true</script>',
  user: 'https://good.example@evil.example/',
  turned: 'safe\u202Egnp.exe\u2066\u200B',
  colours: '\u001B[31mred\u001B[2K\u0007',
  plain: 'https://somewhere.example/page',
}
const named = Object.fromEntries(Object.entries(texts).map(([name, text]) => [`org.example.${name}`, text]))

async function pushHostileImage(registry: CncfRegistry, repository: string): Promise<void> {
  const config = JSON.stringify({
    os: 'linux',
    architecture: 'amd64',
    author: texts.image,
    created: texts.script,
    config: {
      Entrypoint: Object.values(texts),
      Env: Object.entries(texts).map(([name, text]) => `${name}=${text}`),
      User: texts.image,
      WorkingDir: texts.turned,
      Labels: { ...named, 'org.opencontainers.image.url': texts.javascript, [texts.image]: texts.turned },
    },
    rootfs: { type: 'layers', diff_ids: [] },
    history: Object.values(texts).map((text) => ({ created_by: text, comment: text, author: text, empty_layer: true })),
  })
  const descriptor = {
    mediaType: mediaTypes.ociConfig,
    digest: await pushBlob(registry, repository, config),
    size: Buffer.byteLength(config),
  }
  const annotations = { ...named, [texts.image]: texts.script, 'org.opencontainers.image.source': texts.javascript }
  const body = JSON.stringify({
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    config: descriptor,
    layers: [],
    annotations,
  })
  const mediaType = mediaTypes.ociManifest
  const manifest = await putManifest(registry, { repository, tag: 'hostile-amd64', mediaType, body })
  const entry = { ...manifest, platform: { os: 'linux', architecture: 'amd64' }, annotations }
  await pushIndex(registry, { repository, tag: 'hostile', entries: [entry], format: 'oci' })
}

async function expectHarmless(page: Page): Promise<void> {
  expect(await page.evaluate(() => Reflect.get(window, 'isHarmed'))).toBeUndefined()
  await expect(page.locator('[onerror], img[src="x"]')).toHaveCount(0)
  const links = await page
    .locator('a[href]')
    .evaluateAll((found) =>
      found.map((link) => ({ href: link.getAttribute('href') ?? '', rel: link.getAttribute('rel') ?? '' })),
    )
  for (const { href, rel } of links) {
    expect(href).toMatch(/^(?:\/(?!\/)|#|\?|https?:\/\/)/)
    if (/^https?:/.test(href)) expect(rel).toBe('noopener noreferrer nofollow ugc')
  }
  const shown = await page.locator('body').innerText()
  expect(shown.replace(/[\n\t]/g, '')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
}

test('is shown as text, on every page that shows it', async ({ page, registry, repository }) => {
  page.on('dialog', (dialog) => {
    throw new Error(`a dialog: ${dialog.message()}`)
  })
  await pushHostileImage(registry, repository)
  const name = `${registry.host}/${repository}`

  await page.goto(imageHref(`${name}:hostile`), { waitUntil: 'networkidle' })
  await page
    .getByRole('button', { name: /linux\/amd64/ })
    .first()
    .click()
  await expect(page.getByText(texts.image).first()).toBeVisible()
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true
  })
  await expect(page.getByTitle('An invisible character, U+202E').first()).toBeVisible()
  await expect(page.getByTitle('An invisible character, U+001B').first()).toBeVisible()
  await expectHarmless(page)
  expect(await page.locator('a[href^="https://somewhere.example/"]').count()).toBeGreaterThan(0)
  expect(await page.locator('a[href*="evil.example"]').count()).toBe(0)
  for (const [look, scheme, width] of [
    ['light', 'light', 1280],
    ['dark', 'dark', 1280],
    ['phone', 'light', 360],
  ] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    await page.setViewportSize({ width, height: 900 })
    await page.screenshot({ path: test.info().outputPath(`hostile-${look}.png`), fullPage: true })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  }

  for (const address of [
    imageHref(`${name}:hostile-amd64`),
    repositoryHref(name),
    compareHref({ base: `${name}:hostile`, target: `${name}:hostile-amd64` }),
    `/compose?target=${encodeURIComponent(`${name}:new`)}&source=${encodeURIComponent(`${name}:hostile`)}`,
  ]) {
    await page.goto(address, { waitUntil: 'networkidle' })
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expectHarmless(page)
  }
})

test('is saved as a file, never shown by the browser', async ({ request, registry, repository }) => {
  await pushHostileImage(registry, repository)
  const answer = await request.get(`/api/v1/raw?ref=${registry.host}/${repository}:hostile`)
  const headers = answer.headers()
  expect(headers['content-disposition']).toMatch(/^attachment; filename="[A-Za-z0-9._-]+"$/)
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['content-type']).toBe(mediaTypes.ociIndex)
  expect(await answer.text()).toContain('onerror')
})

test('what is copied over plain http arrives, without navigator.clipboard', async ({ page, registry, repository }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
  await pushHostileImage(registry, repository)
  await page.goto(imageHref(`${registry.host}/${repository}:hostile`), { waitUntil: 'networkidle' })
  await page
    .getByRole('button', { name: /^Copy digest/ })
    .first()
    .click()
  await page.goto('/')
  await page.getByLabel('Image reference').focus()
  await page.keyboard.press('Control+V')
  await expect(page.getByLabel('Image reference')).toHaveValue(/^sha256:[0-9a-f]{64}$/)
})

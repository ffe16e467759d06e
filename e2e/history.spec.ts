import { historyHref, imageHref, splitHref } from '@/lib/contract/links'
import { expect, test } from './fixtures'
import { shownDigest } from './support/locators'
import { planCompose } from './support/product-api'
import { pushImage, pushMultiPlatformImage, readManifest } from './support/push-image'

test('what a push replaced is put back from the history', async ({ page, registry, repository, request, baseURL }) => {
  const name = `${registry.host}/${repository}`
  const before = await pushImage(registry, { repository, tag: '1.0', platform: 'linux/amd64' })
  await pushImage(registry, { repository, tag: '1.0-arm64', platform: 'linux/arm64' })
  const form = { target: `${name}:1.0`, sources: [{ reference: `${name}:1.0-arm64` }] }
  const plan = await planCompose({ request, baseURL }, form)
  const pushed = await request.post('/api/v1/compose/push', {
    headers: { origin: baseURL ?? '' },
    data: { ...form, digest: plan.index.digest, expected: before.digest },
  })
  expect(await pushed.text()).toContain('"event":"done"')

  await page.goto(historyHref(name))
  await page.getByRole('button', { name: /^Put back/ }).click()
  await page.getByRole('button', { name: 'Put it back' }).click()
  await expect
    .poll(
      async () =>
        (await readManifest(registry, repository, '1.0')) === (await readManifest(registry, repository, before.digest)),
    )
    .toBe(true)
  await page.goto(imageHref(`${name}:1.0`))
  await expect(shownDigest(page, before.digest).first()).toBeVisible()
})

test('an index is split into a tag for each platform', async ({ page, registry, repository }) => {
  const name = `${registry.host}/${repository}`
  const platforms = ['linux/amd64', 'linux/arm64']
  const { entries } = await pushMultiPlatformImage(registry, { repository, tag: '2.0', platforms })
  await page.goto(splitHref({ reference: `${name}:2.0`, naming: 'uname' }))
  await page.getByRole('button', { name: 'Push 2 tags' }).click()
  await expect.poll(() => readManifest(registry, repository, '2.0-aarch64')).toBeDefined()
  await expect.poll(() => readManifest(registry, repository, '2.0-x86_64')).toBeDefined()
  const bodyAt = (tag: string) => readManifest(registry, repository, tag)
  expect(await bodyAt('2.0-x86_64')).toBe(await bodyAt(entries[0]?.digest ?? ''))
  expect(await bodyAt('2.0-aarch64')).toBe(await bodyAt(entries[1]?.digest ?? ''))
})

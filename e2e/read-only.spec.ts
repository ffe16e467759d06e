import { composeHref, deleteHref, repositoryHref, splitHref } from '@/lib/contract/links'
import { test as base, expect } from './fixtures'
import { pushImage, pushMultiPlatformImage } from './support/push-image'
import { type RunningProduct, startProduct } from './support/start-product'

const test = base.extend<object, { reading: RunningProduct }>({
  reading: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from the pattern
    async ({}, use) => {
      const product = await startProduct({ environment: () => ({ ARCHIPELAGO_READ_ONLY: 'true' }) })
      await use(product)
      await product.close()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
})

test('a server that only reads offers nothing to write, and says why', async ({
  page,
  registry,
  repository,
  reading,
}) => {
  const name = `${registry.host}/${repository}`
  for (const version of ['2.0', '3.0'])
    for (const architecture of ['amd64', 'arm64'])
      await pushImage(registry, { repository, tag: `${version}-${architecture}`, platform: `linux/${architecture}` })
  await pushMultiPlatformImage(registry, { repository, tag: '1.0', platforms: ['linux/amd64', 'linux/arm64'] })
  const reason = page.getByText('This server only reads: whoever runs it has switched writing off.')

  await page.goto(`${reading.url}${composeHref({ target: `${name}:4.0`, sources: [{ reference: `${name}:1.0` }] })}`)
  await expect(page.getByRole('contentinfo')).toContainText('Local mode, reading only')
  await expect(reason).toBeVisible()
  await expect(page.getByRole('button', { name: /^Push to/ })).toBeDisabled()

  await page.goto(`${reading.url}${splitHref({ reference: `${name}:1.0` })}`)
  await expect(reason).toBeVisible()
  await expect(page.getByRole('button', { name: /^Push 2 tags/ })).toBeDisabled()

  await page.goto(`${reading.url}${deleteHref(`${name}:1.0`)}`)
  await expect(reason).toBeVisible()
  await expect(page.getByRole('button', { name: 'Delete the tag' })).toHaveCount(0)

  await page.goto(`${reading.url}${repositoryHref(name)}`)
  await page.getByRole('button', { name: 'Merge all 2' }).click()
  await expect(reason).toBeVisible()
  await expect(page.getByRole('dialog').getByRole('button', { name: /^Push/ })).toBeDisabled()
})

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { planSchema } from '@/lib/contract/compose'
import { composeHref, deleteHref, historyHref, repositoryHref, splitHref } from '@/lib/contract/links'
import { test as base, expect } from './fixtures'
import { pushImage, pushMultiPlatformImage, readManifest } from './support/push-image'
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

test('what was written before can be read in the history, and not put back', async ({
  page,
  request,
  registry,
  repository,
}) => {
  test.slow()
  const folder = await mkdtemp(join(tmpdir(), 'archipelago-journal-'))
  const start = (isReadOnly: boolean) =>
    startProduct({
      environment: () => ({ ARCHIPELAGO_DATA_DIR: folder, ARCHIPELAGO_READ_ONLY: String(isReadOnly) }),
    })
  const name = `${registry.host}/${repository}`
  const before = await pushImage(registry, { repository, tag: '1.0', platform: 'linux/amd64' })
  await pushImage(registry, { repository, tag: '1.0-arm64', platform: 'linux/arm64' })
  const form = { target: `${name}:1.0`, sources: [{ reference: `${name}:1.0-arm64` }] }
  const writing = await start(false)
  const post = (path: string, data: object) =>
    request.post(`${writing.url}/api/v1/compose/${path}`, { headers: { origin: writing.url }, data })
  const plan = planSchema.parse(await (await post('plan', form)).json())
  const confirmed = { ...form, digest: plan.index.digest, expected: before.digest }
  expect(await (await post('push', confirmed)).text()).toContain('"done"')
  await writing.close()

  const reading = await start(true)
  await page.goto(`${reading.url}${historyHref(name)}`)
  await page.getByRole('button', { name: /^Put back/ }).click()
  await expect(page.getByText('This server only reads: whoever runs it has switched writing off.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Put it back' })).toBeDisabled()
  const restored = await request.post(`${reading.url}/api/v1/tags/restore`, {
    headers: { origin: reading.url },
    data: { reference: `${name}:1.0`, digest: before.digest, expected: plan.index.digest },
  })
  expect([restored.status(), (await restored.json()).error.code]).toEqual([403, 'READ_ONLY'])
  expect(await readManifest(registry, repository, '1.0')).not.toBe(
    await readManifest(registry, repository, before.digest),
  )
  // what it asks for ahead of time must not meet a server that ends
  await page.goto('about:blank')
  await reading.close()
  await rm(folder, { recursive: true })
})

import { imageHref, repositoryHref } from '@/lib/contract/links'
import { expect, test } from './fixtures'
import type { CncfRegistry } from './support/cncf-registry'
import { pushImage, pushMultiPlatformImage, putManifest, readManifest } from './support/push-image'

const versions = 495
const both = ['linux/amd64', 'linux/arm64']

/** About a thousand tags: every version for two platforms, every second one also under a name of its own for one of them. */
async function fillRepository(registry: CncfRegistry, repository: string): Promise<void> {
  const { index } = await pushMultiPlatformImage(registry, { repository, tag: '1.0.0', platforms: both })
  const lone = await pushImage(registry, { repository, tag: 'lone', platform: 'linux/amd64', format: 'oci' })
  const bodyOf = async (tag: string) => (await readManifest(registry, repository, tag)) ?? ''
  const [indexBody, loneBody] = [await bodyOf('1.0.0'), await bodyOf('lone')]
  for (let version = 1; version <= versions; version += 1) {
    const put = (tag: string, { mediaType }: { mediaType: string }, body: string) =>
      putManifest(registry, { repository, tag, mediaType, body })
    await Promise.all([put(`1.0.${version}`, index, indexBody), put(`alpine-${version}`, lone, loneBody)])
  }
}

test('a thousand tags are searched, filtered and seen as a matrix', async ({ page, registry, repository }) => {
  test.slow()
  await fillRepository(registry, repository)
  const total = 2 * versions + 2
  await page.goto(repositoryHref(`${registry.host}/${repository}`))
  const count = page.getByRole('search').getByRole('status')
  await expect(count).toHaveText(`${total} tags`)
  await expect(page.getByRole('link', { name: `1.0.${versions}`, exact: true })).toBeVisible()

  await page.getByRole('searchbox', { name: 'Search the tags' }).fill('alpine-49')
  await expect(count).toHaveText(`found 7 of ${total}`)
  await page.getByRole('searchbox', { name: 'Search the tags' }).fill('49')
  await page.getByRole('button', { name: 'Platforms' }).click()
  await page.getByRole('group', { name: 'linux/arm64' }).getByText('lacks').click()
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(/lacks=linux(%2F|\/)arm64/)
  await expect(page.getByRole('link', { name: 'alpine-49', exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: '1.0.49', exact: true })).toBeHidden()

  await page.getByRole('group', { name: 'View' }).getByText('Matrix').click()
  await page.getByRole('button', { name: 'Export' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'CSV' }).click()
  expect((await download).suggestedFilename()).toMatch(/\.csv$/)
})

test('a family is suggested, merged, and then complete', async ({ page, registry, repository }) => {
  const name = `${registry.host}/${repository}`
  await pushImage(registry, { repository, tag: '2.0-x86_64', platform: 'linux/amd64' })
  await pushImage(registry, { repository, tag: '2.0-aarch64', platform: 'linux/arm64' })
  await page.goto(repositoryHref(name))
  await page.getByRole('link', { name: 'Prepare 2.0' }).click()
  await expect(page).toHaveURL(/\/compose\?/)
  await page.getByRole('button', { name: /^Push to/ }).click()
  await expect(page).toHaveURL(imageHref(`${name}:2.0`))
  await page.goto(repositoryHref(name))
  await expect(page.getByText('1 complete')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Prepare 2.0' })).toBeHidden()
})

test('tags of one image are joined, and a tag that fails says why beside the others', async ({
  page,
  registry,
  repository,
}) => {
  const { index } = await pushMultiPlatformImage(registry, { repository, tag: '1.0', platforms: both })
  const body = (await readManifest(registry, repository, '1.0')) ?? ''
  await putManifest(registry, { repository, tag: 'latest', mediaType: index.mediaType, body })
  await page.goto(repositoryHref(`${registry.host}/${repository}`))
  await expect(page.getByTitle(/same image/i).first()).toBeVisible()
})

test('the palette opens an image that is pasted, and finds a digest among the tags', async ({
  page,
  registry,
  repository,
}) => {
  const name = `${registry.host}/${repository}`
  const { index } = await pushMultiPlatformImage(registry, { repository, tag: '1.0', platforms: both })
  await page.goto(repositoryHref(name))
  await expect(page.getByRole('link', { name: '1.0', exact: true })).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.keyboard.insertText(index.digest)
  await page.getByRole('option', { name: /1\.0/ }).first().click()
  await expect(page).toHaveURL(imageHref(`${name}:1.0`))
  await page.keyboard.press('Control+k')
  await page.keyboard.insertText(`docker pull ${name}:1.0`)
  await expect(page.getByRole('option').first()).toContainText(/open/i)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(imageHref(`${name}:1.0`))
})

test('a registry lists its repositories', async ({ page, registry, repository }) => {
  await pushImage(registry, { repository, tag: '1.0', platform: 'linux/amd64' })
  await page.goto(`/registry/${registry.host}`)
  await page.getByRole('searchbox').first().fill(repository)
  await page.getByRole('link', { name: new RegExp(repository.split('/').at(-1) ?? '') }).click()
  await expect(page).toHaveURL(repositoryHref(`${registry.host}/${repository}`))
})

import { imageHref } from '@/lib/contract/links'
import { expect, test } from './fixtures'
import { freePort } from './support/free-port'
import { platformRow, platformRows, shownDigest } from './support/locators'
import { deleteManifest, pushImage, pushMultiPlatformImage } from './support/push-image'

const platforms = ['linux/arm64', 'linux/amd64', 'linux/arm/v7']
const inOrder = ['linux/amd64', 'linux/arm/v7', 'linux/arm64']

test('from a pasted pull line to the platforms of an image @phone', async ({ page, registry, repository }) => {
  const reference = `${registry.host}/${repository}:1.0`
  const { index, entries } = await pushMultiPlatformImage(registry, { repository, tag: '1.0', platforms })

  await page.goto('/')
  await page.getByLabel('Image reference').fill(`docker pull ${reference}`)
  await page.keyboard.press('Enter')

  await expect(page).toHaveURL(imageHref(reference))
  await expect(page.getByRole('heading', { level: 1 })).toContainText('1.0')
  await expect(page.getByText('Docker manifest list')).toBeVisible()
  await expect(shownDigest(page, index.digest)).toBeVisible()
  for (const [position, platform] of platforms.entries())
    await expect(shownDigest(platformRow(page, platform), entries[position]?.digest ?? '')).toBeVisible()
})

test('the rows stand in one order, whatever the index says', async ({ page, registry, repository }) => {
  await pushMultiPlatformImage(registry, { repository, tag: '1.0', platforms, format: 'oci' })
  await page.goto(imageHref(`${registry.host}/${repository}:1.0`))
  await expect(platformRows(page)).toHaveCount(inOrder.length)
  for (const [position, platform] of inOrder.entries())
    await expect(platformRows(page).nth(position).getByTitle(`Link to ${platform}`)).toBeVisible()
})

test('an image by its digest', async ({ page, registry, repository }) => {
  const { index } = await pushMultiPlatformImage(registry, { repository, tag: '1.0', platforms })
  const reference = `${registry.host}/${repository}@${index.digest}`
  await page.goto('/')
  await page.getByLabel('Image reference').fill(reference)
  await page.getByLabel('Image reference').press('Enter')
  await expect(page).toHaveURL(imageHref(reference))
  await expect(platformRows(page)).toHaveCount(3)
})

test('an image of one platform', async ({ page, registry, repository }) => {
  const { digest } = await pushImage(registry, { repository, tag: '1.0-arm64', platform: 'linux/arm64' })
  await page.goto(imageHref(`${registry.host}/${repository}:1.0-arm64`))
  await expect(platformRows(page)).toHaveCount(1)
  await expect(shownDigest(platformRow(page, 'linux/arm64'), digest)).toBeVisible()
})

test('the table is in the HTML, also without scripts', async ({ newVisitor, registry, repository }) => {
  const { entries } = await pushMultiPlatformImage(registry, { repository, tag: '1.0', platforms })
  const page = await newVisitor({ javaScriptEnabled: false })
  await page.goto(imageHref(`${registry.host}/${repository}:1.0`))
  for (const [position, platform] of platforms.entries())
    await expect(shownDigest(platformRow(page, platform), entries[position]?.digest ?? '')).toBeVisible()
})

test('a broken entry spoils only its own row', async ({ page, registry, repository }) => {
  const { entries } = await pushMultiPlatformImage(registry, { repository, tag: '1.0', platforms })
  if (entries[0]) await deleteManifest(registry, repository, entries[0].digest)
  await page.goto(imageHref(`${registry.host}/${repository}:1.0`))
  const sizeOf = (platform: string) => platformRow(page, platform).getByRole('cell').nth(1)
  await expect(sizeOf('linux/amd64')).toHaveText(/^\d+ B/)
  await expect(sizeOf('linux/arm/v7')).toHaveText(/^\d+ B/)
  await expect(sizeOf('linux/arm64')).toHaveText(/^unknown/)
  await expect(page.getByRole('listitem').filter({ hasText: 'Problem with' })).toHaveCount(1)
  await expect(page.getByText('Problem with linux/arm64:')).toBeAttached()
})

test('a platform in the address marks its row, and the mark can be linked', async ({ page, registry, repository }) => {
  await pushMultiPlatformImage(registry, { repository, tag: '1.0', platforms })
  const reference = `${registry.host}/${repository}:1.0`
  await page.goto(imageHref(reference, 'linux/arm64'))
  const header = (platform: string) => platformRow(page, platform).getByRole('rowheader')
  await expect(header('linux/arm64')).toHaveAttribute('aria-current', 'true')
  await page.getByTitle('Link to linux/amd64').click()
  await expect(page).toHaveURL(/[?&]platform=linux(\/|%2F)amd64/)
  await expect(header('linux/amd64')).toHaveAttribute('aria-current', 'true')
})

test('a short form leads to the canonical address', async ({ request }) => {
  const response = await request.get('/image/openjdk:8', { maxRedirects: 0 })
  expect([307, 308]).toContain(response.status())
  expect(response.headers().location).toMatch(/\/image\/docker\.io\/library\/openjdk:8$/)
})

test('what is no reference is said under the field', async ({ page }) => {
  await page.goto('/')
  await page.getByLabel('Image reference').fill('Team/App:1.0')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Image reference')).toHaveAccessibleDescription(/lower-case/)
})

test.describe('what cannot be shown', () => {
  test.use({ tolerated: /Failed to load resource: the server responded with a status of/ })

  test('a tag that is not there', async ({ page, registry, repository }) => {
    await page.goto(imageHref(`${registry.host}/${repository}:missing`))
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no such image')
    await expect(page.getByRole('main').getByText(registry.host).first()).toBeVisible()
  })

  test('a registry that is down', async ({ page }) => {
    const host = `localhost:${await freePort()}`
    await page.goto(imageHref(`${host}/team/app:1.0`))
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('The registry cannot be reached')
    await expect(page.getByRole('main').getByText(host).first()).toBeVisible()
  })
})

import { composeHref, composeInputFrom, imageHref, repositoryHref } from '@/lib/contract/links'
import { computeDigest } from '@/lib/oci/compute-digest'
import { expect, test } from './fixtures'
import { inspectWithDocker } from './support/docker-cli'
import { platformRow, platformRows, shownDigest } from './support/locators'
import { planCompose } from './support/product-api'
import { pushImage, pushMultiPlatformImage } from './support/push-image'
import { inspectWithSkopeo } from './support/skopeo'

for (const format of ['docker', 'oci'] as const)
  test(`two tags become one (${format}), and skopeo and docker read what was shown`, async ({
    page,
    newVisitor,
    registry,
    repository,
    request,
    baseURL,
  }) => {
    const name = `${registry.host}/${repository}`
    const target = `${name}:1.0`
    const amd64 = await pushImage(registry, { repository, tag: '1.0-amd64', platform: 'linux/amd64', format })
    const arm64 = await pushImage(registry, { repository, tag: '1.0-arm64', platform: 'linux/arm64', format })

    await page.goto(repositoryHref(name))
    for (const tag of ['1.0-amd64', '1.0-arm64'])
      await page.getByRole('checkbox', { name: `Choose ${tag}`, exact: true }).check()
    await page.getByRole('link', { name: 'Review 2 tags' }).click()

    await expect(page).toHaveURL(/\/compose\?/)
    const form = composeInputFrom(new URL(page.url()).searchParams)
    expect(form).toMatchObject({
      target,
      sources: [{ reference: `${name}:1.0-amd64` }, { reference: `${name}:1.0-arm64` }],
    })
    const plan = await planCompose({ request, baseURL }, form)
    await expect(shownDigest(page, plan.index.digest)).toBeVisible()
    for (const { digest } of [amd64, arm64]) await expect(shownDigest(page, digest)).toBeVisible()
    await expect(page.getByText('will be created').first()).toBeVisible()
    expect(await page.getByText('"schemaVersion"').textContent()).toBe(plan.index.body)

    const colleague = await newVisitor()
    await colleague.goto(page.url())
    await expect(shownDigest(colleague, plan.index.digest)).toBeVisible()

    await page.getByRole('button', { name: /^Push to/ }).click()
    await expect(page).toHaveURL(imageHref(target))
    await expect(platformRows(page)).toHaveCount(2)

    const raw = await inspectWithSkopeo(target)
    expect(raw).toBe(plan.index.body)
    expect(computeDigest(raw)).toBe(plan.index.digest)
    expect(await inspectWithDocker(target)).toEqual(JSON.parse(plan.index.body))
  })

test('a platform that would be lost is said, and has to be read before pushing', async ({
  page,
  registry,
  repository,
}) => {
  const name = `${registry.host}/${repository}`
  await pushMultiPlatformImage(registry, { repository, tag: '1.0', platforms: ['linux/amd64', 'linux/s390x'] })
  await pushImage(registry, { repository, tag: '1.0-amd64', platform: 'linux/amd64', version: '1.1' })
  await page.goto(composeHref({ target: `${name}:1.0`, sources: [{ reference: `${name}:1.0-amd64` }] }))

  const push = page.getByRole('button', { name: /^Push to/ })
  await expect(page.getByRole('region', { name: /to be read/ })).toContainText('linux/s390x')
  await expect(push).toBeDisabled()
  await page.getByRole('button', { name: 'Keep what the target has' }).click()
  await expect(page.getByRole('region', { name: /to be read/ })).not.toContainText('linux/s390x')
  await page.getByRole('checkbox', { name: /^I have read the/ }).check()
  await push.click()

  await expect(page).toHaveURL(imageHref(`${name}:1.0`))
  await expect(platformRow(page, 'linux/s390x')).toBeVisible()
  expect(JSON.parse(await inspectWithSkopeo(`${name}:1.0`)).manifests).toHaveLength(2)
})

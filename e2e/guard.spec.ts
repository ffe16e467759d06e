import { composeHref } from '@/lib/contract/links'
import { mediaTypes } from '@/lib/oci/media-type'
import { expect, test } from './fixtures'
import { agreedTo, planCompose, push } from './support/product-api'
import {
  deleteManifest,
  pushBlob,
  pushImage,
  pushMultiPlatformImage,
  putManifest,
  readManifest,
} from './support/push-image'

test('two pushes to one tag at once: one wins, the other is told, nothing is lost', async ({
  registry,
  repository,
  request,
  baseURL,
}) => {
  const name = `${registry.host}/${repository}`
  for (const team of ['red', 'blue'])
    for (const platform of ['amd64', 'arm64'])
      await pushImage(registry, {
        repository,
        tag: `${team}-${platform}`,
        platform: `linux/${platform}`,
        version: team,
      })
  const formOf = (team: string) => ({
    target: `${name}:1.0`,
    sources: ['amd64', 'arm64'].map((platform) => ({ reference: `${name}:${team}-${platform}` })),
  })
  const product = { request, baseURL }
  const inputs = await Promise.all(
    ['red', 'blue'].map(async (team) => agreedTo(await planCompose(product, formOf(team)), formOf(team))),
  )

  const outcomes = await Promise.all(inputs.map((input) => push(product, input)))

  const winners = outcomes.flatMap(({ done }) => (done ? [done] : []))
  const losers = outcomes.flatMap(({ error }) => (error ? [error] : []))
  expect(winners).toHaveLength(1)
  expect(losers.map(({ code }) => code)).toEqual(['CONFLICT'])
  expect(losers[0]?.message).toContain('1.0')
  const body = await readManifest(registry, repository, '1.0')
  expect(body).toBe(await readManifest(registry, repository, winners[0]?.digest ?? ''))
})

test('a target that moved after the plan is not overwritten', async ({ registry, repository, request, baseURL }) => {
  const name = `${registry.host}/${repository}`
  await pushMultiPlatformImage(registry, { repository, tag: '1.0', platforms: ['linux/amd64'], version: 'first' })
  await pushImage(registry, { repository, tag: '1.0-arm64', platform: 'linux/arm64' })
  const product = { request, baseURL }
  const form = { target: `${name}:1.0`, sources: [{ reference: `${name}:1.0-arm64` }], keep: true }
  const plan = await planCompose(product, form)
  const theirs = { repository, tag: '1.0', platforms: ['linux/amd64', 'linux/s390x'], version: 'second' }
  await pushMultiPlatformImage(registry, theirs)
  const before = await readManifest(registry, repository, '1.0')

  const { done, error } = await push(product, agreedTo(plan, form))

  expect(done).toBeUndefined()
  expect(error?.code).toBe('CONFLICT')
  expect(await readManifest(registry, repository, '1.0')).toBe(before)
})

test('a source that moved after the plan changes the plan, and nothing is written', async ({
  registry,
  repository,
  request,
  baseURL,
}) => {
  const name = `${registry.host}/${repository}`
  await pushImage(registry, { repository, tag: '1.0-amd64', platform: 'linux/amd64', version: 'first' })
  const product = { request, baseURL }
  const form = { target: `${name}:1.0`, sources: [{ reference: `${name}:1.0-amd64` }] }
  const plan = await planCompose(product, form)
  await pushImage(registry, { repository, tag: '1.0-amd64', platform: 'linux/amd64', version: 'second' })

  const { error } = await push(product, agreedTo(plan, form))

  expect(error?.code).toBe('PLAN_CHANGED')
  expect(await readManifest(registry, repository, '1.0')).toBeUndefined()
})

test('an index with a missing child cannot be pushed on', async ({ registry, repository, request, baseURL }) => {
  const name = `${registry.host}/${repository}`
  const { entries } = await pushMultiPlatformImage(registry, {
    repository,
    tag: 'nightly',
    platforms: ['linux/amd64', 'linux/arm64'],
  })
  const [, lost] = entries
  if (lost) await deleteManifest(registry, repository, lost.digest)
  const product = { request, baseURL }
  const form = { target: `${name}:1.0`, sources: [{ reference: `${name}:nightly` }] }

  const plan = await planCompose(product, form)

  const problem = plan.problems.find(({ code }) => code === 'CHILD_MISSING')
  expect(problem).toMatchObject({ level: 'error' })
  expect(problem?.message).toContain('linux/arm64')
  const { done, error } = await push(product, agreedTo(plan, form))
  expect(done).toBeUndefined()
  expect(error?.message).not.toBe('')
  expect(await readManifest(registry, repository, '1.0')).toBeUndefined()
})

test('a source that is no image is named, and nothing is written', async ({
  registry,
  repository,
  request,
  baseURL,
  page,
}) => {
  const name = `${registry.host}/${repository}`
  const configType = 'application/vnd.cncf.helm.config.v1+json'
  const config = JSON.stringify({ name: 'chart', version: '1.0.0' })
  const body = JSON.stringify({
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    config: { mediaType: configType, digest: await pushBlob(registry, repository, config), size: config.length },
    layers: [],
  })
  await putManifest(registry, { repository, tag: 'chart', mediaType: mediaTypes.ociManifest, body })
  const product = { request, baseURL }
  const form = { target: `${name}:1.0`, sources: [{ reference: `${name}:chart` }] }

  const plan = await planCompose(product, form)
  const { done } = await push(product, agreedTo(plan, form))

  const problem = plan.problems.find(({ code }) => code === 'SOURCE_NOT_IMAGE')
  expect(problem).toMatchObject({ level: 'error', source: `${name}:chart` })
  expect(done).toBeUndefined()
  expect(await readManifest(registry, repository, '1.0')).toBeUndefined()
  await page.goto(composeHref(form))
  await expect(page.getByText(problem?.message ?? 'a sentence')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Push to/ })).toBeDisabled()
})

test.describe('a tag that moves while the form is open', () => {
  test.use({ tolerated: /status of 409/ })

  test('the page says who was quicker, and leaves the tag alone', async ({ page, registry, repository }) => {
    const name = `${registry.host}/${repository}`
    for (const platform of ['amd64', 'arm64'])
      await pushImage(registry, { repository, tag: `1.0-${platform}`, platform: `linux/${platform}` })
    const sources = ['amd64', 'arm64'].map((platform) => ({ reference: `${name}:1.0-${platform}` }))
    await page.goto(composeHref({ target: `${name}:1.0`, sources }))
    await expect(page.getByRole('button', { name: /^Push to/ })).toBeEnabled()
    await pushMultiPlatformImage(registry, { repository, tag: '1.0', platforms: ['linux/s390x'], version: 'theirs' })
    const before = await readManifest(registry, repository, '1.0')

    await page.getByRole('button', { name: /^Push to/ }).click()

    await expect(page.getByRole('alert').filter({ hasText: 'has moved since the plan was made' })).toBeVisible()
    expect(await readManifest(registry, repository, '1.0')).toBe(before)
    await page.getByRole('button', { name: 'Plan again' }).click()
    await expect(page.getByRole('region', { name: /to be read/ })).toContainText('linux/s390x')
  })
})

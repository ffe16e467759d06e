import { request as ask, createServer } from 'node:http'
import type { Page } from '@playwright/test'
import { composeHref, deleteHref, imageHref, repositoryHref } from '@/lib/contract/links'
import { expect, test } from './fixtures'
import { startCncfRegistry } from './support/cncf-registry'
import { freePort } from './support/free-port'
import { platformRow } from './support/locators'
import { pushImage, pushMultiPlatformImage, readManifest } from './support/push-image'
import { inspectWithSkopeo } from './support/skopeo'

interface Manners {
  /** Answers this instead, once. */
  refuseOnce?: (method: string, path: string) => number | undefined
  /** Blobs never come to an end. */
  holdBlobs?: boolean
}

/** A registry that stands before the real one and misbehaves. */
async function startBefore(target: string, { refuseOnce, holdBlobs = false }: Manners) {
  const port = await freePort()
  let isRefused = false
  let held = 0
  const server = createServer((incoming, answer) => {
    const { method = '', url = '', headers } = incoming
    const status = isRefused ? undefined : refuseOnce?.(method, url)
    isRefused ||= status !== undefined
    if (status !== undefined) return void incoming.resume().on('end', () => answer.writeHead(status).end())
    if (holdBlobs && method === 'GET' && url.includes('/blobs/') && held > 0) {
      answer.writeHead(200).write('x')
      return void answer.on('close', () => {
        held += 1
      })
    }
    if (holdBlobs && url.includes('/blobs/')) held = 1
    const onward = ask(`${target}${url}`, { method, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers)
      response.pipe(answer)
    })
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    host: `localhost:${port}`,
    /** How many blobs were let go of by who asked for them. */
    leftAlone: () => Math.max(held - 1, 0),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function acknowledgeAll(page: Page): Promise<void> {
  const unread = page.getByRole('checkbox', { name: /^I have read/, checked: false })
  while ((await unread.count()) > 0) await unread.first().check()
}

test('images of another registry are copied, and the index is there whole', async ({ page, registry, repository }) => {
  const other = await startCncfRegistry()
  try {
    const from = `${other.host}/team/app`
    for (const name of ['amd64', 'arm64'])
      await pushImage(other, { repository: 'team/app', tag: `1.0-${name}`, platform: `linux/${name}`, format: 'oci' })
    const target = `${registry.host}/${repository}:1.0`
    const sources = ['amd64', 'arm64'].map((name) => ({ reference: `${from}:1.0-${name}` }))
    await page.goto(composeHref({ target, sources }))
    await expect(page.getByText(`copied from ${from}`)).toBeVisible()
    await page.getByRole('button', { name: /^Push to/ }).click()
    await expect(page).toHaveURL(imageHref(target))
    await expect(platformRow(page, 'linux/arm64')).toBeVisible()
    const { manifests } = JSON.parse(await inspectWithSkopeo(target))
    for (const { digest } of manifests) expect(await readManifest(registry, repository, digest)).toBeDefined()
  } finally {
    await other.close()
  }
})

test('a copy that is cancelled lets go of the source, and leaves the tag alone', async ({
  page,
  registry,
  repository,
}) => {
  await pushImage(registry, { repository, tag: '1.0-arm64', platform: 'linux/arm64' })
  const slow = await startBefore(registry.url, { holdBlobs: true })
  try {
    const target = `${registry.host}/${repository}-copy:1.0`
    await page.goto(composeHref({ target, sources: [{ reference: `${slow.host}/${repository}:1.0-arm64` }] }))
    await page.getByRole('button', { name: /^Push to/ }).click()
    await expect(page.getByRole('progressbar', { name: 'Copying what the target lacks' })).toBeVisible()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await expect(page.getByText('You stopped the push.')).toBeVisible()
    await expect.poll(() => slow.leftAlone()).toBeGreaterThan(0)
    expect(await readManifest(registry, `${repository}-copy`, '1.0')).toBeUndefined()
  } finally {
    await slow.close()
  }
})

test('an index is edited: a platform leaves, an annotation comes, the rest keeps its digest', async ({
  page,
  registry,
  repository,
}) => {
  const name = `${registry.host}/${repository}`
  const platforms = ['linux/amd64', 'linux/arm64', 'linux/s390x']
  const { entries } = await pushMultiPlatformImage(registry, { repository, tag: '1.0', platforms, format: 'oci' })
  await page.goto(composeHref({ target: `${name}:1.0`, sources: [{ reference: `${name}:1.0` }] }))
  await page.getByRole('button', { name: 'Remove linux/s390x' }).click()
  await page.getByRole('button', { name: 'Platform and annotations of linux/arm64' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /Add an annotation/ }).click()
  await dialog.getByRole('textbox', { name: /^Key/ }).fill('org.example.tier')
  await dialog.getByRole('textbox', { name: /^Value/ }).fill('edge')
  await dialog.getByRole('button', { name: /^(Apply|Save)/ }).click()
  await expect(page.getByText('org.example.tier').first()).toBeVisible()
  await acknowledgeAll(page)
  await page.getByRole('button', { name: /^Push to/ }).click()
  await expect(page).toHaveURL(imageHref(`${name}:1.0`))
  const { manifests } = JSON.parse(await inspectWithSkopeo(`${name}:1.0`))
  expect(manifests).toMatchObject([
    { digest: entries[0]?.digest },
    { digest: entries[1]?.digest, annotations: { 'org.example.tier': 'edge' } },
  ])

  const pushed = page.getByRole('region', { name: 'Pushed' })
  await expect(pushed).toContainText('Before, the tag named')
  await expect(pushed).toBeFocused()
  await pushed.getByRole('link', { name: 'Undo…' }).click()
  await expect(page.getByRole('button', { name: `Put back… ${repository}:1.0` })).toBeVisible()
})

test('a tag that could not be written is tried again by itself', async ({ page, registry, repository }) => {
  await pushImage(registry, { repository, tag: '1.0-arm64', platform: 'linux/arm64' })
  const before = await startBefore(registry.url, {
    refuseOnce: (method, path) => (method === 'PUT' && path.endsWith('/manifests/stable') ? 403 : undefined),
  })
  try {
    const name = `${before.host}/${repository}`
    await page.goto(
      composeHref({ target: `${name}:1.0`, tags: ['stable'], sources: [{ reference: `${name}:1.0-arm64` }] }),
    )
    await page.getByRole('button', { name: /^Push to/ }).click()
    await expect(page.getByText('1 of 2 tags are written.')).toBeVisible()
    await page.getByRole('button', { name: 'Try stable again' }).click()
    await expect(page).toHaveURL(imageHref(`${name}:1.0`))
    expect(await readManifest(registry, repository, 'stable')).toBe(await readManifest(registry, repository, '1.0'))
  } finally {
    await before.close()
  }
})

test.describe('deleting', () => {
  // the registry's no to a deletion by tag
  test.use({ tolerated: /status of 422/ })

  test('a tag is deleted only once its name is typed', async ({ page, registry, repository }) => {
    const name = `${registry.host}/${repository}`
    await pushImage(registry, { repository, tag: 'old', platform: 'linux/amd64' })
    await page.goto(deleteHref(`${name}:old`))
    const remove = page.getByRole('button', { name: 'Delete the tag' })
    await expect(remove).toBeDisabled()
    await page.getByRole('textbox', { name: /to confirm/ }).fill(`${repository}:old`)
    await remove.click()
    // this registry deletes by digest alone, which nothing else needs
    await page.getByRole('button', { name: /^Delete [0-9a-f]+/ }).click()
    await expect.poll(() => readManifest(registry, repository, 'old')).toBeUndefined()
  })
})

test('a version is split from the page of its repository', async ({ page, registry, repository }) => {
  const name = `${registry.host}/${repository}`
  await pushMultiPlatformImage(registry, { repository, tag: '3.0', platforms: ['linux/amd64', 'linux/arm64'] })
  await page.goto(repositoryHref(name))
  await page.getByRole('checkbox', { name: 'Choose 3.0', exact: true }).check()
  await page.getByRole('link', { name: 'Split into a tag per platform' }).click()
  await page.getByRole('button', { name: 'Push 2 tags' }).click()
  await expect.poll(() => readManifest(registry, repository, '3.0-arm64')).toBeDefined()
})

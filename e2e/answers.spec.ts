import { readFile } from 'node:fs/promises'
import {
  compareHref,
  composeHref,
  deleteHref,
  imageHref,
  registryHref,
  repositoryHref,
  splitHref,
} from '@/lib/contract/links'
import { expect, test } from './fixtures'
import { expectAccessible } from './support/expect-accessible'
import { pushAttestedImage } from './support/push-attestation'
import { pushImage, pushMultiPlatformImage } from './support/push-image'

const both = ['linux/amd64', 'linux/arm64']
const commit = '77b839051c1796c77a5383f1570585c7f3ff70ea'
const predicates = {
  'https://slsa.dev/provenance/v0.2': {
    builder: { id: 'https://ci.example.com/runs/7' },
    metadata: {
      'https://mobyproject.org/buildkit@v1#metadata': { vcs: { source: 'https://example.com/app', revision: commit } },
    },
  },
  'https://spdx.dev/Document': {
    spdxVersion: 'SPDX-2.3',
    packages: Array.from({ length: 5_000 }, (_, index) => ({
      name: `package-${index}`,
      versionInfo: '1.0',
      licenseDeclared: index === 4_321 ? 'Zlib' : 'MIT',
    })),
  },
}

test('look inside a platform: what built it and what is in it @phone', async ({ page, registry, repository }) => {
  await pushAttestedImage(registry, { repository, tag: '1.0', predicates })
  await page.goto(imageHref(`${registry.host}/${repository}:1.0`))
  await page.getByRole('button', { name: 'Open Provenance of linux/arm64' }).filter({ visible: true }).click()
  const provenance = page.getByRole('region', { name: 'Provenance of linux/arm64' })
  await expect(provenance.getByText('describes this image')).toBeVisible()
  await expect(provenance.getByText(commit)).toBeVisible()
  await expect(page.getByRole('region', { name: 'Layers of linux/arm64' }).getByRole('listitem')).toHaveCount(2)
  await expectAccessible(page)

  await page.getByRole('button', { name: 'SBOM', exact: true }).click()
  const sbom = page.getByRole('region', { name: 'SBOM of linux/arm64' })
  await expect(sbom.getByText('5,000 packages')).toBeVisible()
  expect(await sbom.getByRole('listitem').count()).toBeLessThan(100)
  await sbom.getByRole('searchbox').fill('zlib')
  await expect(sbom.getByText('found 1 of 5,000')).toBeVisible()
  await expect(sbom.getByRole('listitem')).toHaveText(/package-4321/)
  await expectAccessible(page)
  await sbom.getByRole('button', { name: /^Close/ }).click()
  await expect(sbom).toBeHidden()
})

test('an attestation has a page of its own that opens it', async ({ page, registry, repository }) => {
  const { attestation } = await pushAttestedImage(registry, { repository, tag: '1.0', predicates })
  await page.goto(imageHref(`${registry.host}/${repository}@${attestation.digest}`))
  await page.getByRole('button', { name: 'Open what it says' }).click()
  await expect(page.getByText(commit)).toBeVisible()
  await page.getByRole('button', { name: 'SBOM', exact: true }).click()
  await expect(page.getByText('5,000 packages')).toBeVisible()
})

test('layers of another tag', async ({ page, registry, repository }) => {
  await pushMultiPlatformImage(registry, { repository, tag: '1.0', platforms: both })
  await pushMultiPlatformImage(registry, { repository, tag: '1.1', platforms: both, version: '1.1' })
  await page.goto(imageHref(`${registry.host}/${repository}:1.1`))
  await page.getByRole('button', { name: 'Details of linux/arm64' }).click()
  await page.getByRole('textbox', { name: 'Layers shared with another tag' }).fill('1.0')
  await page.getByRole('button', { name: 'Compare layers' }).click()
  await expect(page.getByText(/1 of 2 layers, .* are also in/)).toBeVisible()
})

test('what a machine pulls, and what fails @phone', async ({ page, registry, repository }) => {
  await pushMultiPlatformImage(registry, { repository, tag: '1.0', platforms: ['linux/amd64', 'linux/arm/v7'] })
  const answer = page.getByRole('region', { name: 'What will my machine pull?' })
  await page.goto(imageHref(`${registry.host}/${repository}:1.0`, { machine: 'linux/arm64' }))
  await expect(answer.getByText(/There is no entry for linux\/arm64 itself/)).toBeVisible()
  await expect(answer.getByText(/Podman, and Kubernetes on CRI-O/)).toBeVisible()
  await expectAccessible(page)
  await answer.getByRole('combobox').selectOption('linux/s390x')
  await expect(page).toHaveURL(/machine=linux(\/|%2F)s390x/)
  await expect(answer.getByText(/Pulling fails with “no matching manifest”/)).toBeVisible()
})

test('compare two images @phone', async ({ page, registry, repository }) => {
  const [base, target] = [`${registry.host}/${repository}:1.0`, `${registry.host}/${repository}:1.1`]
  await pushMultiPlatformImage(registry, { repository, tag: '1.0', platforms: [...both, 'linux/s390x'] })
  await pushMultiPlatformImage(registry, { repository, tag: '1.1', platforms: both, version: '1.1' })
  await page.goto(compareHref({ base, target }))
  await expect(page.getByRole('heading', { name: '1 removed, 2 rebuilt' })).toBeVisible()
  await page.getByText('1 field of the config differs').first().click()
  await expect(page.getByText('env VERSION').first()).toBeVisible()
  await expectAccessible(page)
})

test('check a Dockerfile @phone', async ({ page, registry, repository }) => {
  const name = `${registry.host}/${repository}`
  await pushImage(registry, { repository, tag: '1.0.0', platform: 'linux/amd64' })
  await pushMultiPlatformImage(registry, { repository, tag: '1.1.0', platforms: both })
  await page.goto('/dockerfile')
  const file = `ARG TAG=1.0.0\nFROM --platform=$BUILDPLATFORM ${name}:1.1.0 AS build\nFROM ${name}:\${TAG}\nCOPY --from=build /a /\n`
  await page.getByRole('textbox', { name: /^Dockerfile/ }).fill(file)
  await page.getByRole('button', { name: 'Check' }).click()
  await expect(page.getByText('A newer tag has it:')).toBeVisible()
  await expect(page.getByRole('link', { name: `${name}:1.1.0` }).first()).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('textbox', { name: 'TAG' }).fill('1.1.0')
  await page.getByRole('button', { name: 'Check' }).click()
  await expect(
    page.getByText('docker buildx build --platform linux/amd64,linux/arm64 --build-arg TAG=1.1.0 .'),
  ).toBeVisible()
})

test('a pinned link says when the tag has moved @phone', async ({ page, context, registry, repository }) => {
  const reference = `${registry.host}/${repository}:1.0`
  const { index } = await pushMultiPlatformImage(registry, { repository, tag: '1.0', platforms: both })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(imageHref(reference))
  await page.getByRole('button', { name: 'Share' }).click()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Copy Pinned link' }).click()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  expect(link).toContain(index.digest)
  await pushMultiPlatformImage(registry, { repository, tag: '1.0', platforms: both, version: '1.1' })
  await page.goto(link)
  await expect(page.getByText(/has moved\./)).toBeVisible()
  await page.getByRole('link', { name: 'See what changed' }).click()
  await expect(page.getByRole('heading', { name: '2 rebuilt' })).toBeVisible()
})

test('a badge and a picture to send', async ({ request, registry, repository }) => {
  await pushMultiPlatformImage(registry, { repository, tag: '1.0', platforms: both })
  const ref = `${registry.host}/${repository}`
  const badge = await request.get('/badge.svg', { params: { ref: `${ref}:1.0` } })
  expect(await badge.text()).toContain('arm64')
  const unknown = await request.get('/badge.svg', { params: { ref: `${ref}:none` } })
  expect([unknown.status(), unknown.headers()['cache-control']]).toEqual([200, 'public, max-age=60'])
  expect(await unknown.text()).toContain('unknown')
  const picture = await request.get('/preview.png', { params: { ref: `${ref}:1.0` } })
  expect([picture.status(), picture.headers()['content-type']]).toEqual([200, 'image/png'])
})

test('every page as data @phone', async ({ page, request, registry, repository }) => {
  await pushMultiPlatformImage(registry, { repository, tag: '1.0', platforms: both })
  const name = `${registry.host}/${repository}`
  const pages: [address: string, command: string][] = [
    [imageHref(`${name}:1.0`), `skopeo inspect --raw docker://${name}:1.0`],
    [repositoryHref(name), `crane ls ${name}`],
    [registryHref(registry.host), `regctl repo ls ${registry.host}`],
    [compareHref({ base: `${name}:1.0`, target: `${name}:1.0` }), `regctl manifest diff ${name}:1.0 ${name}:1.0`],
    ['/history', '/api/v1/history'],
    ['/registries', '/api/v1/registries'],
  ]
  for (const [address, command] of pages) {
    await page.goto(address)
    await page.getByRole('button', { name: 'As data' }).click()
    const menu = page.getByRole('dialog')
    await expect(menu.getByText(command).first()).toBeVisible()
    const json = await menu.getByRole('link', { name: 'As JSON' }).getAttribute('href')
    expect((await request.get(json ?? '')).headers()['content-type'], address).toContain('application/json')
  }
  await expectAccessible(page)
})

test('every plan as data: a file, and the commands that ask for the same @phone', async ({
  page,
  registry,
  repository,
}) => {
  await pushMultiPlatformImage(registry, { repository, tag: '1.0', platforms: both })
  const name = `${registry.host}/${repository}`
  const plans: [address: string, command: string, key: string][] = [
    [splitHref({ reference: `${name}:1.0` }), '/api/v1/split/plan', 'tags'],
    [deleteHref(`${name}:1.0`), '/api/v1/tags/delete/plan', 'unreachable'],
    [composeHref({ target: `${name}:2.0`, sources: [{ reference: `${name}:1.0` }] }), '/api/v1/compose/plan', 'index'],
  ]
  for (const [address, command, key] of plans) {
    await page.goto(address)
    await page.getByRole('button', { name: 'As data' }).click()
    const menu = page.getByRole('dialog')
    await expect(menu.getByText(command).first()).toBeVisible()
    const saving = page.waitForEvent('download')
    await menu.getByRole('button', { name: 'Save as JSON' }).click()
    const saved = await readFile(await (await saving).path(), 'utf8')
    expect(JSON.parse(saved), address).toHaveProperty(key)
    await expectAccessible(page)
  }
})

test('the API is to be read and tried', async ({ page, registry, repository }) => {
  await pushMultiPlatformImage(registry, { repository, tag: '1.0', platforms: both })
  await page.goto('/api-docs')
  const operation = page
    .getByRole('group')
    .filter({ has: page.getByRole('heading', { name: '/api/v1/image', exact: true }) })
  await operation.getByRole('heading', { name: '/api/v1/image', exact: true }).click()
  await operation.getByRole('textbox', { name: 'ref' }).fill(`${registry.host}/${repository}:1.0`)
  await operation.getByRole('button', { name: 'Send' }).click()
  await expect(operation.getByText(/"platform": "linux\/arm64"/)).toBeVisible()
  await expectAccessible(page)
})

import { request } from 'node:http'
import { imageHref } from '@/lib/contract/links'
import { computeDigest } from '@/lib/oci/compute-digest'
import { expect, test } from './fixtures'
import { freePort } from './support/free-port'
import { startPretendRegistry } from './support/pretend-registry'
import { getImage, postAsPage, readError } from './support/product-api'
import { pushMultiPlatformImage, readManifest } from './support/push-image'

const paths = { image: '/api/v1/image', raw: '/api/v1/raw', tags: '/api/v1/tags', plan: '/api/v1/compose/plan' }

for (const [path, parameters] of [
  [paths.image, { ref: 'Team/App:1.0' }],
  [paths.image, { ref: 'team/app:1.0:2' }],
  [paths.image, { ref: 'team/app@sha256:123' }],
  [paths.image, { ref: '../../etc/passwd' }],
  [paths.image, { ref: '' }],
  [paths.image, {}],
  [paths.raw, { ref: 'a b' }],
  [paths.tags, { repository: 'team/app:1.0' }],
] as [string, Record<string, string>][])
  test(`${path} refuses ${JSON.stringify(parameters)}`, async ({ request }) => {
    const response = await request.get(path, { params: parameters })
    expect(response.status()).toBe(400)
    expect((await readError(response)).code).toBe('REFERENCE_INVALID')
    expect(response.headers()['content-type']).toContain('application/json')
  })

for (const [method, path, offered, allow] of [
  ['DELETE', paths.image, 'GET', 'GET, HEAD, OPTIONS'],
  ['POST', paths.tags, 'GET', 'GET, HEAD, OPTIONS'],
  ['GET', paths.plan, 'POST', 'OPTIONS, POST'],
] as const)
  test(`${method} ${path} is told which method to use`, async ({ request }) => {
    const response = await request.fetch(path, { method })
    expect(response.status()).toBe(405)
    expect(response.headers().allow).toBe(allow)
    expect(await readError(response)).toEqual({
      code: 'METHOD_NOT_ALLOWED',
      message: `Send this request as ${offered}; ${path} takes no ${method}.`,
    })
  })

test('what the API does not have is an error of the API, not a page', async ({ request }) => {
  const response = await request.get('/api/v1/images')
  expect(response.status()).toBe(404)
  expect(response.headers()['cache-control']).toBe('no-store')
  expect((await readError(response)).message).toContain('/api/v1/openapi.json')
})

test('what the registry does not have is NOT_FOUND, and names what was asked for', async ({
  registry,
  repository,
  request,
}) => {
  const reference = `${registry.host}/${repository}:missing`
  for (const path of [paths.image, paths.raw]) {
    const response = await request.get(path, { params: { ref: reference } })
    expect(response.status()).toBe(404)
    const error = await readError(response)
    expect(error.code).toBe('NOT_FOUND')
    expect(error.message).toContain(registry.host)
  }
})

test('a server that is no registry is REGISTRY_INVALID', async ({ request }) => {
  const pretend = await startPretendRegistry()
  const response = await request.get(paths.image, { params: { ref: `${pretend.host}/team/app:1.0` } })
  await pretend.close()
  expect(response.status()).toBe(502)
  const error = await readError(response)
  expect(error.code).toBe('REGISTRY_INVALID')
  expect(error.message).not.toContain('<')
})

test('a registry that is down is REGISTRY_UNREACHABLE', async ({ request }) => {
  const host = `localhost:${await freePort()}`
  const response = await request.get(paths.image, { params: { ref: `${host}/team/app:1.0` } })
  expect(response.status()).toBe(502)
  const error = await readError(response)
  expect(error.code).toBe('REGISTRY_UNREACHABLE')
  expect(error.message).toContain(host)
})

for (const first of ['page', 'API'] as const)
  test(`the API names what failed, also when the ${first} was asked first`, async ({ request }) => {
    const reference = `localhost:${await freePort()}/team/app:1.0`
    const askPage = async () =>
      expect(await (await request.get(imageHref(reference))).text()).toContain('Nothing answers')
    const askApi = async () => {
      const response = await request.get(paths.image, { params: { ref: reference } })
      expect((await readError(response)).code).toBe('REGISTRY_UNREACHABLE')
    }
    for (const ask of first === 'page' ? [askPage, askApi] : [askApi, askPage]) await ask()
  })

test('a body of 5 MB is TOO_LARGE', async ({ request, baseURL }) => {
  const response = await postAsPage({ request, baseURL }, paths.plan, { target: 'x'.repeat(5_000_000), sources: [] })
  expect(response.status()).toBe(413)
  expect((await readError(response)).code).toBe('TOO_LARGE')
})

/** The status of the answer to a body that is sent in chunks, its length unsaid. */
function sendInChunks(url: string, bytes: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { origin: new URL(url).origin, 'content-type': 'application/json' }
    const sending = request(url, { method: 'POST', headers }, (answer) => {
      answer
        .resume()
        .on('end', () => resolve(answer.statusCode))
        .on('error', reject)
    })
    sending.on('error', reject)
    sending.write('x'.repeat(bytes))
    sending.end()
  })
}

test('a body of 3 MB whose length nobody says is TOO_LARGE, and not cut off, whenever it is sent', async ({
  baseURL,
}) => {
  for (let attempt = 0; attempt < 10; attempt += 1)
    expect(await sendInChunks(`${baseURL}${paths.plan}`, 3_000_000)).toBe(413)
})

test('a body that is not declared as JSON is refused', async ({ request, baseURL }) => {
  const headers = { origin: baseURL ?? '', 'content-type': 'text/plain' }
  const response = await request.post(paths.plan, { headers, data: '{"target":"a:1","sources":[]}' })
  expect(response.status()).toBe(400)
  expect((await readError(response)).message).toContain('application/json')
})

for (const path of ['/api/v1/compose/plan', '/api/v1/compose/push'])
  test(`${path} refuses other web pages`, async ({ request }) => {
    const headers = { origin: 'https://elsewhere.example', 'content-type': 'application/json' }
    const response = await request.post(path, { headers, data: '{}' })
    expect(response.status()).toBe(403)
    expect((await readError(response)).code).toBe('DENIED')
  })

test('/api/v1/compose/push refuses scripts without a token', async ({ request }) => {
  const response = await request.post('/api/v1/compose/push', {
    headers: { 'content-type': 'application/json' },
    data: '{}',
  })
  expect(response.status()).toBe(403)
  expect((await readError(response)).code).toBe('DENIED')
})

test('raw passes the exact bytes on, with the registry’s headers', async ({ registry, repository, request }) => {
  const platforms = ['linux/amd64', 'linux/arm64']
  const { index } = await pushMultiPlatformImage(registry, { repository, tag: '1.0', platforms, format: 'oci' })
  const response = await request.get(paths.raw, { params: { ref: `${registry.host}/${repository}:1.0` } })
  expect(response.status()).toBe(200)
  expect(response.headers()).toMatchObject({
    'content-type': index.mediaType,
    'docker-content-digest': index.digest,
    'content-disposition': expect.stringMatching(/^attachment/),
  })
  expect(computeDigest(await response.body())).toBe(index.digest)
  expect((await response.body()).toString('utf8')).toBe(await readManifest(registry, repository, '1.0'))
})

test('an image answers in full, and from the index alone', async ({ registry, repository, request }) => {
  const platforms = ['linux/arm64', 'linux/amd64', 'linux/arm/v7']
  const { index, entries } = await pushMultiPlatformImage(registry, { repository, tag: '1.0', platforms })
  const ref = `${registry.host}/${repository}:1.0`

  const full = await getImage({ request }, { ref })
  const short = await getImage({ request }, { ref, detail: 'index' })

  expect(full).toMatchObject({ reference: ref, registry: registry.host, repository, tag: '1.0', kind: 'index' })
  expect(full).toMatchObject({ digest: index.digest, mediaType: index.mediaType, size: index.size })
  expect(full.platforms.map(({ platform }) => platform)).toEqual(['linux/amd64', 'linux/arm/v7', 'linux/arm64'])
  expect(full.platforms.map(({ layers }) => layers)).toEqual([2, 2, 2])
  expect(full.platforms.every(({ created }) => created === '2026-05-01T00:00:00Z')).toBe(true)
  expect(short.platforms.map(({ digest }) => digest)).toEqual(full.platforms.map(({ digest }) => digest))
  expect(new Set(short.platforms.map(({ digest }) => digest))).toEqual(new Set(entries.map(({ digest }) => digest)))
  expect(short.platforms.every(({ size, created }) => size === undefined && created === undefined)).toBe(true)
})

test('all tags are found, however the registry pages them', async ({ registry, repository, request }) => {
  const tags = ['1.0', '1.1', '1.2', '2.0', 'latest']
  for (const tag of tags) await pushMultiPlatformImage(registry, { repository, tag, platforms: ['linux/amd64'] })
  const found: string[] = []
  let last: string | undefined
  do {
    const parameters = { repository: `${registry.host}/${repository}`, n: 2, ...(last === undefined ? {} : { last }) }
    const response = await request.get(paths.tags, { params: parameters })
    expect(response.status()).toBe(200)
    const page: { tags: string[]; next?: string } = await response.json()
    expect(page.tags.length).toBeLessThanOrEqual(2)
    found.push(...page.tags)
    last = page.next
  } while (last !== undefined && found.length < 100)
  expect(found.toSorted()).toEqual(tags)
})

test('no answer says which framework or path it comes from', async ({ request }) => {
  const response = await request.get(paths.image, { params: { ref: '%' } })
  expect(response.headers()['x-powered-by']).toBeUndefined()
  expect(await response.text()).not.toMatch(/node_modules|\.next|at .*\.ts/)
})

test('healthz answers when ready', async ({ request }) => {
  const response = await request.get('/healthz')
  expect(response.status()).toBe(200)
  expect(await response.json()).toEqual({ status: 'ok' })
})

const refused: [text: string, sentence: string][] = [
  ['Team/App:1.0', 'Repository names must be lower-case'],
  ['test.com/Uppercase', 'did you mean “test.com/uppercase”'],
  ['dock..er', 'is not a valid repository name'],
  ['foo_bar.com:8080/x', 'is not a valid registry address'],
  ['user:pass@ghcr.io/a', 'holds no user name and no password'],
  ['repo@sha256:0123', 'The digest is not complete'],
  [`repo@md5:${'0'.repeat(32)}`, 'This digest algorithm is not supported'],
  ['a'.repeat(64), 'This looks like an image ID'],
  [`repo:${'a'.repeat(129)}`, 'is not a valid tag'],
  ['ghcr.io/a/%2e%2e/b', 'none of the characters'],
]
for (const [text, sentence] of refused)
  test(`${text} is refused in the same words by the API and by the page`, async ({ request }) => {
    const answer = await request.get(paths.image, { params: { ref: text } })
    const page = await request.get(`/image/${text.replaceAll('%', '%25')}`)
    expect([answer.status(), page.status()]).toEqual([400, 400])
    expect((await readError(answer)).message).toContain(sentence)
    expect(await page.text()).toContain(sentence)
  })

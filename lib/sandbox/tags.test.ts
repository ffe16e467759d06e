import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { image } from './images/image'
import { type Sandbox, startSandbox } from './sandbox'

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox({ port: 0, images: false, maxPageSize: 3 })
  for (const tag of ['b', '1.10', 'A', '1.9', 'a'])
    sandbox.store.putImage({ repository: 'org/app', tag, image: image() })
  for (const repository of ['zoo', 'org/lib', 'm']) sandbox.store.putImage({ repository, image: image() })
})
afterEach(() => sandbox.close())

const kinds = [
  { what: 'tags', path: '/v2/org/app/tags/list', field: 'tags', all: ['1.10', '1.9', 'A', 'a', 'b'] },
  { what: 'repositories', path: '/v2/_catalog', field: 'repositories', all: ['m', 'org/app', 'org/lib', 'zoo'] },
]

describe.each(kinds)('listing $what', ({ path, field, all }) => {
  test.each([
    { query: '', names: all.slice(0, 3), link: `<${path}?n=3&last=${encodeURIComponent(all[2] ?? '')}>; rel="next"` },
    {
      query: '?n=1',
      names: all.slice(0, 1),
      link: `<${path}?n=1&last=${encodeURIComponent(all[0] ?? '')}>; rel="next"`,
    },
    {
      query: '?n=99',
      names: all.slice(0, 3),
      link: `<${path}?n=3&last=${encodeURIComponent(all[2] ?? '')}>; rel="next"`,
    },
    { query: `?n=3&last=${all[2]}`, names: all.slice(3), link: null },
    { query: `?last=${all[2]}`, names: all.slice(3), link: null },
    { query: '?last=zzz', names: [], link: null },
    { query: '?n=0', names: [], link: null },
  ])('$query', async ({ query, names, link }) => {
    const response = await fetch(`${sandbox.url}${path}${query}`)
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ [field]: names })
    expect(response.headers.get('link')).toBe(link)
  })

  test.each(['-1', 'x', '1.5', ''])('refuses n=%s', async (n) => {
    const response = await fetch(`${sandbox.url}${path}?n=${n}`)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ errors: [{ code: 'PAGINATION_NUMBER_INVALID' }] })
  })

  test('gives all of them to who follows the links', async () => {
    const found: string[] = []
    for (let next: string | undefined = `${path}?n=2`; next !== undefined; ) {
      const response: Response = await fetch(`${sandbox.url}${next}`)
      found.push(...(await response.json())[field])
      next = /^<([^>]+)>/.exec(response.headers.get('link') ?? '')?.[1]
    }
    expect(found).toEqual(all)
  })
})

test('knows no tags of a repository it does not know', async () => {
  const response = await fetch(`${sandbox.url}/v2/org/none/tags/list`)
  expect(response.status).toBe(404)
  expect(await response.json()).toMatchObject({ errors: [{ code: 'NAME_UNKNOWN', detail: { name: 'org/none' } }] })
})

test('has an empty list for a repository without tags', async () => {
  expect(await (await fetch(`${sandbox.url}/v2/zoo/tags/list`)).json()).toEqual({ name: 'zoo', tags: [] })
})

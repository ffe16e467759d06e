import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import { listTagPlatforms } from './list-tag-platforms'
import { listTags } from './list-tags'
import { createTestContext } from './test-context'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
})
afterAll(() => sandbox.close())
beforeEach(() => sandbox.clearFaults())

const tags = ['2.0', '1.0', 'latest', '1.1', 'edge']
const digest = (tag: string) => `sha256:${Buffer.from(tag).toString('hex').padEnd(64, '0')}`

/** As distribution 2.8 does: neither length nor start is heard, and nothing is sorted. */
function answerAll(more: object = {}): void {
  const body = JSON.stringify({ name: 'team/app', tags, ...more })
  sandbox.setFault({ path: /tags\/list/ }, { status: 200, headers: { 'Content-Type': 'application/json' }, body })
}

const ask = (input: { n?: number; last?: string } = {}) =>
  listTags({ repository: `${sandbox.registry}/team/app`, ...input }, createTestContext().context)

describe('a registry that always tells all tags', () => {
  it.each([1, 2, 4, 5, 6])('is paged in its stead, %i at a time', async (n) => {
    answerAll()
    const found: string[] = []
    let last: string | undefined
    do {
      const page = await ask({ n, ...(last !== undefined && { last }) })
      expect(page.tags.length).toBeLessThanOrEqual(n)
      found.push(...page.tags)
      last = page.next
    } while (last !== undefined && found.length <= tags.length)
    expect(found).toEqual(tags)
  })

  it('gives what comes after a tag, also when no length is asked for', async () => {
    answerAll()
    expect(await ask({ last: 'latest' })).toMatchObject({ tags: ['1.1', 'edge'] })
    expect(await ask({ last: 'edge' })).toMatchObject({ tags: [] })
  })

  it('is told whole where no length is asked for', async () => {
    answerAll()
    const page = await ask()
    expect(page.tags).toEqual(tags)
    expect(page).not.toHaveProperty('next')
  })

  it('gives the digests of the tags on the page', async () => {
    answerAll({ manifest: Object.fromEntries(tags.map((tag) => [digest(tag), { tag: [tag] }])) })
    expect((await ask({ n: 2 })).digests).toEqual({ '2.0': digest('2.0'), '1.0': digest('1.0') })
    expect(Object.keys((await ask()).digests ?? {})).toHaveLength(tags.length)
  })

  it('shows the platforms of one page alone', async () => {
    answerAll()
    const input = { repository: `${sandbox.registry}/team/app`, n: 2, last: '1.0', detail: 'platforms' as const }
    const lines: string[] = []
    for await (const { tag } of listTagPlatforms(input, createTestContext().context)) lines.push(tag)
    expect(lines.toSorted()).toEqual(['1.1', 'latest'])
  })
})

it('the pages of a registry that has its own are left as they are', async () => {
  const link = '</v2/team/app/tags/list?token=abc>; rel="next"'
  const body = JSON.stringify({ tags })
  sandbox.setFault({ path: /tags\/list/ }, { status: 200, headers: { Link: link }, body })
  expect(await ask({ n: 2 })).toMatchObject({ tags, next: '?token=abc' })
  sandbox.setFault({ path: /tags\/list/ }, { status: 200, body })
  const last = await ask({ n: 2, last: '?token=abc' })
  expect(last.tags).toEqual(tags)
  expect(last).not.toHaveProperty('next')
})

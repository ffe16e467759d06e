import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import type { ComposeInput } from '@/lib/contract/compose'
import type { Suggestion } from '@/lib/contract/tags'
import { digestOf, factsOf, type RepositoryApi, repository, startRepositoryApi } from './repository-api.fixture'
import { openRepository } from './repository-page.fixture'

let server: RepositoryApi
afterEach(() => server.close())

const amd64 = 'linux/amd64'
const arm64 = 'linux/arm64'

function suggestion(target: string, state: Suggestion['state'], problems: string[] = []): Suggestion {
  const source = (suffix: string, platform: string) => ({ tag: `${target}-${suffix}`, platform, problems: [] })
  const doubts = problems.map((message) => ({ code: 'PLATFORM_CONTRADICTS_NAME', message }))
  return { target, state, sources: [source('amd64', amd64), { ...source('arm64', arm64), problems: doubts }] }
}

const tagsOf = (...targets: string[]) => targets.flatMap((target) => [`${target}-amd64`, `${target}-arm64`])
const merges = () =>
  within(screen.getByRole('list', { name: 'Merges to make' }))
    .getAllByRole('listitem')
    .filter((item) => within(item).queryByRole('link', { name: /^Prepare/ }))
const lines = (tag: string) => factsOf(tag, [tag.endsWith('amd64') ? amd64 : arm64])

describe('suggested merges', () => {
  it('are known by name at once, and told apart once the server has looked', async () => {
    server = await startRepositoryApi({
      lines,
      suggestions: () => [
        suggestion('3.0', 'missing', ['The name says linux/arm64, but the image is for linux/amd64.']),
        suggestion('2.0', 'stale'),
        suggestion('1.0', 'current'),
      ],
    })
    openRepository([...tagsOf('3.0', '2.0', '1.0'), '2.0', '1.0'])
    expect(merges()).toHaveLength(1)
    expect(merges()[0]).toHaveTextContent('3.0missing')
    expect(screen.getByText('1 missing · 2 being checked')).toBeInTheDocument()
    expect(await screen.findByText('1 missing · 1 stale · 1 complete')).toBeInTheDocument()
    expect(merges()[1]).toHaveTextContent('2.0stale2.0-amd64amd642.0-arm64arm64')
    expect(merges()[0]).toHaveTextContent('The name says linux/arm64, but the image is for linux/amd64.')
    expect(screen.getByRole('link', { name: 'Prepare 2.0' })).toHaveAttribute(
      'href',
      `/compose?target=${repository}:2.0&source=${repository}:2.0-amd64&source=${repository}:2.0-arm64`,
    )
  })

  it('are one quiet line when all is merged, and nothing where no names belong together', async () => {
    server = await startRepositoryApi({ lines, suggestions: () => [suggestion('1.0', 'current')] })
    const { unmount } = openRepository([...tagsOf('1.0'), '1.0'])
    expect(await screen.findByText('Merges of per-platform tags: 1 complete')).toBeInTheDocument()
    unmount()
    openRepository(['1.0', '1.1'])
    expect(screen.queryByText(/Merges/)).not.toBeInTheDocument()
  })

  it('show three, then all', async () => {
    server = await startRepositoryApi({ lines })
    const { user } = openRepository(tagsOf('5.0', '4.0', '3.0', '2.0', '1.0'))
    expect(merges()).toHaveLength(3)
    await user.click(screen.getByRole('button', { name: 'Show all 5' }))
    expect(merges()).toHaveLength(5)
    await user.click(screen.getByRole('button', { name: 'Show fewer' }))
    expect(merges()).toHaveLength(3)
  })

  it('say why they could not be checked, and check again', async () => {
    const message = 'localhost:5000 does not answer.'
    let isBroken = true
    server = await startRepositoryApi({
      lines,
      suggestions: () => (isBroken ? { error: { code: 'REGISTRY_INVALID', message } } : [suggestion('1.0', 'current')]),
    })
    const { user } = openRepository([...tagsOf('1.0'), '1.0'])
    expect(await screen.findByText(message)).toBeInTheDocument()
    isBroken = false
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('Merges of per-platform tags: 1 complete')).toBeInTheDocument()
  })
})

describe('merging all', () => {
  const warning = (code: string, message: string) => ({ level: 'warning', code, message })

  function planOf({ target, sources }: ComposeInput) {
    const name = target.slice(target.lastIndexOf(':') + 1)
    const problems = {
      '3.0': [warning('PLATFORM_LOST', 'linux/s390x would be lost.')],
      '2.0': [warning('TAG_OVERWRITTEN', '2.0 moves.')],
    }[name]
    return {
      target,
      index: { mediaType: 'application/vnd.oci.image.index.v1+json', digest: digestOf('a'), size: 2, body: '{}' },
      indexes: [],
      entries: sources.map(({ reference }) => ({
        platform: reference.endsWith('amd64') ? amd64 : arm64,
        digest: digestOf('1'),
        size: 2,
        mediaType: 'application/vnd.oci.image.manifest.v1+json',
        source: reference,
      })),
      copies: [],
      problems: problems ?? [],
      current: name === '2.0' ? { digest: digestOf('c'), platforms: [amd64] } : null,
      changes: [],
      commands: { docker: '', buildx: '', crane: '', regctl: '' },
    }
  }

  it('goes one after the other; doubts are left for review, one failure stops no other', async () => {
    const written = new Set<string>()
    const target = ({ target: reference }: ComposeInput) => reference.slice(reference.lastIndexOf(':') + 1)
    server = await startRepositoryApi({
      lines,
      pages: [{ tags: [...tagsOf('4.0', '3.0', '2.0', '1.0'), '2.0', '4.0'] }],
      suggestions: () => [
        suggestion('4.0', written.has('4.0') ? 'current' : 'missing'),
        suggestion('3.0', 'missing'),
        suggestion('2.0', written.has('2.0') ? 'current' : 'stale'),
        suggestion('1.0', 'missing'),
      ],
      post: (path, body) => {
        const input = body as ComposeInput
        if (path.endsWith('/plan')) return planOf(input)
        if (target(input) === '1.0')
          return [{ event: 'error', error: { code: 'DENIED', message: 'localhost:5000 refuses the push.' } }]
        written.add(target(input))
        return [
          { event: 'progress', step: 'push', done: 0, total: 1 },
          { event: 'done', reference: input.target, digest: digestOf('a'), previous: null, tags: [] },
        ]
      },
    })
    const { user } = openRepository([...tagsOf('4.0', '3.0', '2.0', '1.0'), '2.0'])
    const all = screen.getByRole('button', { name: 'Merge all 3' })
    expect(all).toHaveAttribute('aria-disabled', 'true')
    await user.click(await screen.findByRole('button', { name: 'Merge all 4' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Merge 4 tags' }))
    await user.click(dialog.getByRole('button', { name: 'Push 4 tags' }))
    expect(await dialog.findByText('2 tags pushed, 1 left for review, 1 failed.')).toBeInTheDocument()

    const [four, three, two, one] = dialog.getAllByRole('listitem')
    expect(four).toHaveTextContent('Pushed with linux/amd64, linux/arm64')
    expect(three).toHaveTextContent('Left for you: linux/s390x would be lost.')
    expect(two).toHaveTextContent('Pushed with linux/amd64, linux/arm64')
    expect(one).toHaveTextContent('Failed: localhost:5000 refuses the push.')
    expect(dialog.getByRole('link', { name: 'Review 3.0' })).toHaveAttribute(
      'href',
      expect.stringContaining('/compose?'),
    )
    const pushes = server.posts.filter(({ path }) => path.endsWith('/push')).map(({ body }) => body)
    expect(pushes).toMatchObject([
      { target: `${repository}:4.0`, digest: digestOf('a'), expected: null },
      { target: `${repository}:2.0`, digest: digestOf('a'), expected: digestOf('c') },
      { target: `${repository}:1.0`, expected: null },
    ])

    server.release()
    await user.click(dialog.getAllByRole('button', { name: 'Close' }).at(-1) as HTMLElement)
    expect(await screen.findByText('2 missing · 2 complete')).toBeInTheDocument()
    await waitFor(() => expect(server.asked).toHaveLength(1))
  })

  it('can be stopped; what had not begun is not written', async () => {
    server = await startRepositoryApi({
      lines,
      suggestions: () => ['3.0', '2.0'].map((target) => suggestion(target, 'missing')),
      post: () => new Promise(() => undefined),
    })
    const { user } = openRepository(tagsOf('3.0', '2.0'))
    const all = screen.getByRole('button', { name: 'Merge all 2' })
    await waitFor(() => expect(all).not.toHaveAttribute('aria-disabled'))
    await user.click(all)
    const dialog = within(await screen.findByRole('dialog'))
    await user.click(dialog.getByRole('button', { name: 'Push 2 tags' }))
    expect(await dialog.findByText('0 of 2 tags over…')).toBeInTheDocument()
    await user.click(dialog.getByRole('button', { name: 'Stop' }))
    expect(await dialog.findByText('0 tags pushed, 2 stopped.')).toBeInTheDocument()
    for (const item of dialog.getAllByRole('listitem')) expect(item).toHaveTextContent('Stopped; nothing was written')
    expect(server.posts.map(({ path }) => path)).toEqual(['/api/v1/compose/plan'])
  })
})

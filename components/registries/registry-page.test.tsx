import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { NuqsTestingAdapter } from 'nuqs/adapters/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ApiAnswer, type ApiServer, startApiServer } from '@/components/reference/api-server.fixture'
import { rememberImage } from '@/components/reference/recent-images'
import { forgetVisits, rememberRepository } from '@/components/reference/visited-places'
import { repositoriesQuery } from '@/lib/contract/queries'
import { missingCatalogSentence } from './catalog-words'
import { RegistryByName } from './registry-by-name'
import { RegistryRepositories } from './registry-repositories'

const push = vi.fn()
vi.mock('next/navigation', () => ({ useRouter: () => ({ push, refresh: vi.fn() }) }))

const registry = 'localhost:5000'
let server: ApiServer | undefined

beforeEach(() => push.mockClear())
afterEach(async () => {
  cleanup()
  await server?.close()
  server = undefined
  forgetVisits()
})

/** The page as the server hands it over, with the first page of the catalog. */
function openPage(repositories: string[], { next, search = '' }: { next?: string; search?: string } = {}) {
  const client = new QueryClient()
  const page = { registry, repositories, ...(next === undefined ? {} : { next }) }
  client.setQueryData(repositoriesQuery(registry).queryKey, { pages: [page], pageParams: [undefined] })
  render(
    <NuqsTestingAdapter searchParams={search} hasMemory>
      <QueryClientProvider client={client}>
        <RegistryRepositories registry={registry} />
      </QueryClientProvider>
    </NuqsTestingAdapter>,
  )
  return userEvent.setup()
}

const rows = () => within(screen.getByRole('list', { name: 'Repositories' })).getAllByRole('listitem')
const names = () => rows().map((row) => within(row).getByRole('link').textContent)

describe('the repositories of a registry', () => {
  it('stand in natural order, each leading to its page', () => {
    openPage(['team/java-11', 'team/java-9', 'app'])
    expect(names()).toEqual(['app', 'team/java-9', 'team/java-11'])
    expect(screen.getByText('3 repositories')).toBeInTheDocument()
    expect(screen.getByRole('link', { name: 'team/java-9' })).toHaveAttribute(
      'href',
      '/repository/localhost:5000/team/java-9',
    )
  })

  it('are searched by words, in any order', async () => {
    const user = openPage(['team/java-11', 'team/java-9', 'app'])
    await user.type(screen.getByRole('searchbox', { name: 'Search the repositories' }), '11 TEAM')
    expect(await screen.findByText('found 1 of 3')).toBeInTheDocument()
    expect(names()).toEqual(['team/java-11'])
  })

  it('that are not found can be opened by name yet, and there is a way back', async () => {
    const user = openPage(['app'], { search: '?q=team/hidden' })
    expect(screen.getByText('found 0 of 1')).toBeInTheDocument()
    expect(screen.getByRole('link', { name: 'Open it by this name' })).toHaveAttribute(
      'href',
      '/repository/localhost:5000/team/hidden',
    )
    await user.click(screen.getByRole('button', { name: 'Show all repositories' }))
    expect(await screen.findByText('1 repository')).toBeInTheDocument()
  })

  it('follow from page to page, counted so far; a circle ends', async () => {
    const answers: ApiAnswer[] = [
      { body: { registry, repositories: ['b', 'c'], next: 'c' } },
      { body: { registry, repositories: ['d'], next: 'a' } },
    ]
    let go = () => {}
    const first = new Promise<void>((resolve) => {
      go = resolve
    })
    server = await startApiServer(async () => {
      await first
      return answers.shift() ?? { status: 500, body: {} }
    })
    openPage(['a'], { next: 'a' })
    expect(screen.getByText('1 repositories so far…')).toBeInTheDocument()
    go()
    expect(await screen.findByText('4 repositories')).toBeInTheDocument()
    expect(server.asked.map((path) => new URL(path, 'http://localhost').searchParams.get('last'))).toEqual(['a', 'c'])
  })

  it('that never end are followed no further, which is said', async () => {
    let page = 0
    server = await startApiServer(() => {
      page += 1
      return { body: { registry, repositories: [], next: `p${page}` } }
    })
    openPage(['a'], { next: 'a' })
    expect(await screen.findByText(/is followed no further/)).toBeInTheDocument()
    expect(screen.getByText('1 repository')).toBeInTheDocument()
    expect(server.asked).toHaveLength(3)
  })

  it('that have come stay when the rest does not, and the rest is asked for again', async () => {
    const error = { code: 'DENIED', message: 'localhost:5000 refuses this.' }
    const answers: ApiAnswer[] = [{ status: 403, body: { error } }, { body: { registry, repositories: ['b'] } }]
    server = await startApiServer(() => answers.shift() ?? { status: 500, body: {} })
    const user = openPage(['a'], { next: 'a' })
    expect(await screen.findByRole('alert')).toHaveTextContent('The list is not complete. localhost:5000 refuses this.')
    expect(names()).toEqual(['a'])
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(names()).toEqual(['a', 'b']))
  })

  it('are rendered in part when they are many', () => {
    openPage(Array.from({ length: 5000 }, (_, index) => `app-${index}`))
    expect(screen.getByText('5,000 repositories')).toBeInTheDocument()
    expect(rows().length).toBeLessThan(300)
    expect(rows()[1]).toHaveAttribute('aria-setsize', '5000')
    expect(rows()[1]).toHaveAttribute('aria-posinset', '2')
  })

  it('may be none', () => {
    openPage([])
    expect(screen.getByText('No repositories yet')).toBeInTheDocument()
    expect(screen.getByRole('textbox', { name: 'Open a repository by its name' })).toBeInTheDocument()
  })
})

describe('a registry without a catalog', () => {
  it.each([
    ['docker.io', undefined, 'Docker Hub gives nobody a list of its repositories.'],
    ['ghcr.io', undefined, 'GitHub Container Registry gives nobody a list of its repositories.'],
    ['quay.io', undefined, undefined],
    [registry, 'UNPROCESSABLE', 'localhost:5000 gives nobody a list of its repositories.'],
    [registry, 'NOT_FOUND', 'localhost:5000 gives nobody a list of its repositories.'],
    [registry, 'UNAUTHORIZED', 'localhost:5000 shows the list of its repositories only to people it knows.'],
    [registry, 'DENIED', 'localhost:5000 shows the list of its repositories only to people it knows.'],
    [registry, 'REGISTRY_UNREACHABLE', undefined],
  ] as const)('%s, %s: %s', (host, code, sentence) => {
    expect(missingCatalogSentence(host, code)).toBe(sentence)
  })

  it('opens a repository by its name', async () => {
    render(<RegistryByName registry="docker.io" sentence="Docker Hub has no list." />)
    const user = userEvent.setup()
    expect(screen.queryByRole('alert')).toBeNull()
    await user.type(screen.getByRole('textbox', { name: 'Open a repository by its name' }), 'openjdk{Enter}')
    expect(push).toHaveBeenCalledExactlyOnceWith('/repository/docker.io/library/openjdk')
  })

  it('says what is wrong with a name, and forgets it at the next stroke', async () => {
    render(<RegistryByName registry="ghcr.io" sentence="No list." />)
    const user = userEvent.setup()
    const field = screen.getByRole('textbox', { name: 'Open a repository by its name' })
    await user.type(field, 'Org/App{Enter}')
    expect(push).not.toHaveBeenCalled()
    expect(field).toHaveAccessibleDescription(/must be lower-case/)
    await user.type(field, 'x')
    expect(field).toBeValid()
  })

  it('lists what was visited there before, itself or by an image, and nothing of others', () => {
    rememberImage('ghcr.io/org/app:1.0')
    rememberImage('quay.io/org/other:1.0')
    rememberRepository('ghcr.io/org/tool')
    rememberRepository('ghcr.io/org/app')
    render(<RegistryByName registry="ghcr.io" sentence="No list." />)
    expect(screen.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual([
      '/repository/ghcr.io/org/app',
      '/repository/ghcr.io/org/tool',
    ])
  })

  it('offers a sign-in where the list is for those it knows, and leads back', () => {
    render(<RegistryByName registry={registry} sentence="Only for people it knows." asksSignIn />)
    expect(screen.getByRole('link', { name: `Sign in to ${registry}` })).toHaveAttribute(
      'href',
      `/registries?sign-in=${registry}&back=/registry/${registry}`,
    )
  })

  it('that failed says so and offers to try again', () => {
    render(<RegistryByName registry={registry} failure="localhost:5000 cannot be reached." />)
    expect(screen.getByText(/localhost:5000 cannot be reached/)).toBeInTheDocument()
    expect(screen.getByRole('button', { name: 'Try again' })).toBeInTheDocument()
    expect(screen.getByRole('textbox', { name: 'Open a repository by its name' })).toBeInTheDocument()
  })
})

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ApiAnswer, type ApiServer, startApiServer } from '@/components/reference/api-server.fixture'
import { rememberImage } from '@/components/reference/recent-images'
import { forgetVisits } from '@/components/reference/visited-places'
import { Palette } from './palette'

const push = vi.fn()
const address = { path: '/' }
vi.mock('next/navigation', () => ({ useRouter: () => ({ push }), usePathname: () => address.path }))

const sandbox = 'localhost:5050'
const digest = `sha256:${'a'.repeat(64)}`
const otherDigest = `sha256:${'b'.repeat(64)}`
let server: ApiServer | undefined

beforeEach(() => push.mockClear())
afterEach(async () => {
  cleanup()
  await server?.close()
  server = undefined
  forgetVisits()
  delete document.documentElement.dataset.theme
})

interface Page {
  path?: string
  answer?: (url: URL) => ApiAnswer
}

const emptyCatalog = { body: { registry: sandbox, repositories: [] } }

async function openPalette({ path = '/', answer = () => emptyCatalog }: Page = {}) {
  address.path = path
  server = await startApiServer(answer)
  const user = userEvent.setup()
  render(
    <QueryClientProvider client={new QueryClient()}>
      <input aria-label="elsewhere" />
      <Palette sandboxRegistry={sandbox} />
    </QueryClientProvider>,
  )
  await user.click(screen.getByRole('textbox', { name: 'elsewhere' }))
  await user.keyboard('{Control>}k{/Control}')
  return user
}

const field = () => screen.getByRole('combobox', { name: 'Search images, repositories and commands' })
const option = (name: string | RegExp) => screen.getByRole('option', { name })
const optionNames = () => screen.getAllByRole('option').map(({ textContent }) => textContent?.replace('↵', '').trim())
const chosen = () => screen.getAllByRole('option').find((item) => item.getAttribute('aria-selected') === 'true')

describe('the palette', () => {
  it('opens with Ctrl K, closes with Escape, and gives the focus back', async () => {
    const user = await openPalette()
    expect(field()).toHaveFocus()
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(screen.getByRole('textbox', { name: 'elsewhere' })).toHaveFocus()
  })

  it('opens from its button, to which the focus returns; Ctrl K closes it again', async () => {
    const user = await openPalette()
    await user.keyboard('{Escape}')
    const button = screen.getByRole('button', { name: 'Search and commands' })
    await user.click(button)
    expect(screen.getByRole('dialog', { name: 'Search and commands' })).toBeInTheDocument()
    await user.keyboard('{Control>}k{/Control}')
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(button).toHaveFocus()
  })

  it.each([
    ['openjdk:8', '/image/docker.io/library/openjdk:8'],
    ['docker pull --platform linux/arm64 ghcr.io/org/app:1.0', '/image/ghcr.io/org/app:1.0'],
    ['https://hub.docker.com/_/openjdk', '/image/docker.io/library/openjdk:latest'],
    ['https://github.com/org/app/pkgs/container/app', '/image/ghcr.io/org/app:latest'],
    ['https://quay.io/repository/team/app', '/image/quay.io/team/app:latest'],
    ['ghcr.io', '/registry/ghcr.io'],
    ['localhost:5050', '/registry/localhost:5050'],
  ])('“%s” and Enter lead to %s', async (text, href) => {
    const user = await openPalette()
    await user.paste(text)
    await user.keyboard('{Enter}')
    expect(push).toHaveBeenCalledExactlyOnceWith(href)
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  it('offers the repository of a pasted reference second', async () => {
    const user = await openPalette()
    await user.paste('ghcr.io/org/app:1.0')
    expect(optionNames().slice(0, 2)).toEqual([
      'Open image ghcr.io/org/app:1.0',
      'Browse its repository ghcr.io/org/app',
    ])
    await user.keyboard('{ArrowDown}{Enter}')
    expect(push).toHaveBeenCalledExactlyOnceWith('/repository/ghcr.io/org/app')
  })

  it('says in words what is wrong where nothing fits', async () => {
    const user = await openPalette()
    await user.paste('OpenJDK:8')
    expect(screen.queryAllByRole('option')).toEqual([])
    expect(screen.getByRole('status')).toHaveTextContent('did you mean “openjdk”')
  })

  it('finds visited images by words, and the image of that name last', async () => {
    rememberImage('docker.io/library/openjdk:8')
    const user = await openPalette()
    await user.paste('jdk open')
    expect(chosen()).toHaveTextContent('docker.io/library/openjdk:8')
    await user.clear(field())
    await user.paste('jdk')
    expect(optionNames()).toEqual([
      'docker.io/library/openjdk:8',
      'Open image docker.io/library/jdk:latest',
      'Browse its repository docker.io/library/jdk',
    ])
  })

  it('finds repositories of the sandbox, of which it asks only when something is written', async () => {
    const answer = () => ({ body: { registry: sandbox, repositories: ['demo/java-11', 'demo/java-9', 'demo/app'] } })
    const user = await openPalette({ answer })
    expect(server?.asked).toEqual([])
    await user.paste('java')
    const group = await screen.findByRole('group', { name: 'Repositories of localhost:5050' })
    const found = within(group).getAllByRole('option')
    expect(found.map(({ textContent }) => textContent?.replace('↵', ''))).toEqual(['demo/java-9', 'demo/java-11'])
    await user.click(option(/java-11/))
    expect(push).toHaveBeenCalledExactlyOnceWith('/repository/localhost:5050/demo/java-11')
  })

  it('leads to the search of the whole registry where the first page is not all', async () => {
    const answer = () => ({ body: { registry: sandbox, repositories: ['demo/app'], next: 'demo/app' } })
    const user = await openPalette({ answer })
    await user.paste('zeta')
    await user.click(await screen.findByRole('option', { name: /Search for “zeta” in all of/ }))
    expect(push).toHaveBeenCalledExactlyOnceWith('/registry/localhost:5050?q=zeta')
  })
})

describe('commands', () => {
  it('change the theme', async () => {
    const user = await openPalette()
    await user.paste('dark')
    await user.keyboard('{Enter}')
    expect(document.documentElement.dataset.theme).toBe('dark')
    expect(screen.queryByRole('dialog')).toBeNull()
    await user.keyboard('{Control>}k{/Control}')
    await user.paste('theme')
    expect(within(option(/Dark theme/)).getByLabelText('chosen now')).toBeInTheDocument()
  })

  it('of an image’s page lead to its tags, its registry, and to compose', async () => {
    const user = await openPalette({ path: '/image/ghcr.io/org/app:1.0' })
    const group = within(screen.getByRole('group', { name: 'This page' }))
    expect(group.getAllByRole('option').map(({ textContent }) => textContent?.replace('↵', ''))).toEqual([
      'All tags of ghcr.io/org/app',
      'Compose from this image',
      'Browse registry ghcr.io',
      'Copy link to this page',
      'Open as JSON',
    ])
    await user.click(option(/Browse registry/))
    expect(push).toHaveBeenCalledExactlyOnceWith('/registry/ghcr.io')
  })

  it('open the API’s answer about the page in a tab of its own', async () => {
    const open = vi.spyOn(window, 'open').mockReturnValue(null)
    const user = await openPalette({ path: '/image/ghcr.io/org/app:1.0' })
    await user.paste('json')
    await user.keyboard('{Enter}')
    expect(open).toHaveBeenCalledExactlyOnceWith('/api/v1/image?ref=ghcr.io%2Forg%2Fapp%3A1.0', '_blank', 'noopener')
    open.mockRestore()
  })

  it('copy the link and say so', async () => {
    const copied: (string | undefined)[] = []
    document.execCommand = () => copied.push(document.querySelector('textarea')?.value) > 0
    vi.stubGlobal('isSecureContext', false)
    const user = await openPalette({ path: '/compose' })
    await user.paste('copy link')
    await user.keyboard('{Enter}')
    expect(await screen.findByText('The link is copied.')).toBeInTheDocument()
    expect(copied).toEqual([window.location.href])
    vi.unstubAllGlobals()
  })
})

function gate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open }
}

const facts = (tag: string, of: string, images: { platform: string; digest: string }[] = []) => ({
  tag,
  digest: of,
  kind: 'index',
  platforms: [],
  images,
})

describe('a digest', () => {
  const path = '/repository/localhost:5050/demo/app'
  const tags = (count: number) => Array.from({ length: count }, (_, index) => `1.${index}`)

  function answerWith(names: string[], lineOf: (tag: string) => unknown) {
    return (url: URL): ApiAnswer => {
      if (url.pathname === '/api/v1/tags') return { body: { repository: 'localhost:5050/demo/app', tags: names } }
      return { lines: url.searchParams.getAll('tag').map(lineOf) }
    }
  }

  it('without a repository says to open one first', async () => {
    const user = await openPalette()
    await user.paste(digest)
    expect(screen.getByRole('status')).toHaveTextContent('Open a repository first')
    expect(server?.asked).toEqual([])
  })

  it('is found among the tags of the repository, and among their images', async () => {
    const answer = answerWith(['1.0', '1.0-arm64', '0.9'], (tag) => {
      if (tag === '0.9') return { tag, error: { code: 'NOT_FOUND', message: 'It has gone.' } }
      return tag === '1.0' ? facts(tag, otherDigest, [{ platform: 'linux/arm64', digest }]) : facts(tag, digest)
    })
    const user = await openPalette({ path, answer })
    await user.paste(digest)
    expect(await screen.findByText('Looked at 3 tags, found 2. 1 tag could not be read.')).toBeInTheDocument()
    expect(optionNames()).toEqual([
      'Open by digest @sha256:aaaaaaaaaaaa…',
      '1.0its image for arm64',
      '1.0-arm64the tag itself',
    ])
    await user.keyboard('{ArrowDown}{Enter}')
    expect(push).toHaveBeenCalledExactlyOnceWith('/image/localhost:5050/demo/app:1.0?platform=linux/arm64')
  })

  it('that no tag has is said so; it can be opened yet', async () => {
    const user = await openPalette({ path, answer: answerWith(tags(3), (tag) => facts(tag, otherDigest)) })
    await user.paste(digest)
    expect(await screen.findByText(/^None of 3 tags points at this digest/)).toBeInTheDocument()
    await user.keyboard('{Enter}')
    expect(push).toHaveBeenCalledExactlyOnceWith(`/image/localhost:5050/demo/app@${digest}`)
  })

  it('is looked for in many tags only when told to', async () => {
    const user = await openPalette({ path, answer: answerWith(tags(230), (tag) => facts(tag, otherDigest)) })
    await user.paste(digest)
    const goOn = await screen.findByRole('option', { name: /Look through the other 30 tags/ })
    expect(server?.asked).toHaveLength(1 + 4)
    await user.click(goOn)
    expect(await screen.findByText(/^None of 230 tags/)).toBeInTheDocument()
  })

  it('shows how far the search has come; closing ends the request', async () => {
    const rest = gate()
    const answer = (url: URL): ApiAnswer => {
      if (url.pathname === '/api/v1/tags') return { body: { repository: 'localhost:5050/demo/app', tags: tags(3) } }
      const lines = async function* () {
        yield facts('1.2', digest)
        await rest.opened
      }
      return { lines: lines() }
    }
    const user = await openPalette({ path, answer })
    await user.paste(digest)
    expect(await screen.findByText('Looked at 1 of 3 tags, found 1.')).toBeInTheDocument()
    expect(screen.getByRole('progressbar', { name: 'Tags looked at' })).toHaveAttribute('value', '1')
    expect(option(/1\.2/)).toBeInTheDocument()
    await user.keyboard('{Escape}')
    await waitFor(() => expect(server?.left).toHaveLength(1))
    rest.open()
  })

  it('says why the tags could not be listed, and tries again', async () => {
    const error = { code: 'REGISTRY_TIMEOUT', message: 'localhost:5050 took too long. Try again.' }
    const answers: ApiAnswer[] = [{ status: 504, body: { error } }]
    const later = answerWith(['1.0'], (tag) => facts(tag, digest))
    const user = await openPalette({ path, answer: (url) => answers.shift() ?? later(url) })
    await user.paste(digest)
    expect(await screen.findByRole('alert')).toHaveTextContent('localhost:5050 took too long.')
    await user.click(option('Try again'))
    expect(await screen.findByText('Looked at 1 tag, found 1.')).toBeInTheDocument()
  })
})

import { QueryClient } from '@tanstack/react-query'
import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type RepositoryApi, startRepositoryApi } from './repository-api.fixture'
import { box, openRepository, rows, showRepository } from './repository-page.fixture'

let server: RepositoryApi

beforeEach(async () => {
  server = await startRepositoryApi()
})
afterEach(() => server.close())

const chosen = () => {
  const list = screen.queryByRole('list', { name: 'Chosen tags' })
  return list
    ? within(list)
        .getAllByRole('listitem')
        .map((item) => within(item).getByRole('button').getAttribute('aria-label')?.replace('Remove ', ''))
    : []
}
const family = ['1.0', '1.0-arm64', 'latest', '1.0-amd64', '1.1-amd64', '1.1-arm64']

describe('the list of tags', () => {
  it('is newest-looking first; each leads to its image', () => {
    openRepository(family)
    const names = rows().map((row) => within(row).getByRole('link').textContent)
    expect(names).toEqual(['latest', '1.1-amd64', '1.1-arm64', '1.0', '1.0-amd64', '1.0-arm64'])
    expect(screen.getByRole('link', { name: '1.0-arm64' })).toHaveAttribute(
      'href',
      '/image/localhost:5000/demo/app:1.0-arm64',
    )
  })

  it('counts what the search finds among all', async () => {
    const { user } = openRepository(family)
    await user.type(screen.getByRole('searchbox', { name: 'Search the tags' }), '1.1 ARM')
    expect(await screen.findByText('found 1 of 6')).toBeInTheDocument()
    expect(rows()).toHaveLength(1)
  })

  it('opens searched when the address says so, and has a way back', async () => {
    const { user } = openRepository(family, '?q=nothing')
    expect(screen.getByText('found 0 of 6')).toBeInTheDocument()
    await user.click(screen.getByRole('button', { name: 'Show all tags' }))
    expect(await screen.findByText('6 tags')).toBeInTheDocument()
  })

  it('says that there are none', () => {
    openRepository([])
    expect(screen.getByText('No tags yet')).toBeInTheDocument()
  })

  it('renders a part of a long list, and tells the place of each row in the whole', () => {
    openRepository(Array.from({ length: 5000 }, (_, index) => `1.${index}`))
    expect(screen.getByText('5,000 tags')).toBeInTheDocument()
    expect(rows().length).toBeGreaterThan(5)
    expect(rows().length).toBeLessThan(200)
    expect(screen.getByRole('table', { name: 'Tags' })).toHaveAttribute('aria-rowcount', '5001')
    expect(rows()[1]).toHaveAttribute('aria-rowindex', '3')
  })
})

describe('choosing', () => {
  it('two tags offers their merge', async () => {
    const { user } = openRepository(family)
    await user.click(box('1.0-amd64'))
    await user.click(box('1.0-arm64'))
    expect(chosen()).toEqual(['1.0-amd64', '1.0-arm64'])
    expect(screen.getByText('2 tags chosen, to become localhost:5000/demo/app:1.0.')).toBeInTheDocument()
    expect(screen.getByRole('link', { name: 'Review 2 tags' })).toHaveAttribute(
      'href',
      '/compose?target=localhost:5000/demo/app:1.0&source=localhost:5000/demo/app:1.0-amd64&source=localhost:5000/demo/app:1.0-arm64',
    )
  })

  it('with shift takes the tags between', async () => {
    const { user } = openRepository(family)
    await user.click(box('1.1-amd64'))
    await user.keyboard('{Shift>}')
    await user.click(box('1.0'))
    await user.keyboard('{/Shift}')
    expect(chosen()).toEqual(['1.1-amd64', '1.1-arm64', '1.0'])
  })

  it('works by keyboard alone: one stop for Tab, arrows, space, shift for a range', async () => {
    const { user } = openRepository(family)
    box('latest').focus()
    await user.keyboard('{ArrowDown}')
    expect(box('1.1-amd64')).toHaveFocus()
    await user.keyboard(' ')
    await user.keyboard('{Shift>}{ArrowDown}{/Shift}')
    expect(box('1.1-arm64')).toHaveFocus()
    expect(chosen()).toEqual(['1.1-amd64', '1.1-arm64'])
    await user.keyboard('{End}{Shift>} {/Shift}')
    expect(chosen()).toEqual(['1.1-amd64', '1.1-arm64', '1.0', '1.0-amd64', '1.0-arm64'])
    const reachable = within(screen.getByRole('table', { name: 'Tags' }))
      .getAllByRole('checkbox')
      .filter((checkbox) => checkbox.getAttribute('tabindex') === '0')
    expect(reachable).toEqual([box('1.0-arm64')])
  })

  it('all found takes those alone, and says when some are missing', async () => {
    const { user } = openRepository(family, '?q=arm64')
    const all = screen.getByRole('checkbox', { name: 'Choose all 2 found' })
    await user.click(all)
    expect(chosen()).toEqual(['1.1-arm64', '1.0-arm64'])
    expect(screen.getByText(/do not agree on one tag/)).toBeInTheDocument()
    await user.click(box('1.0-arm64'))
    expect(all).toHaveProperty('indeterminate', true)
  })

  it('can be taken back in the tray, where the focus stays', async () => {
    const { user } = openRepository(family)
    await user.click(box('1.0-amd64'))
    await user.click(box('1.0-arm64'))
    await user.click(screen.getByRole('button', { name: 'Remove 1.0-amd64' }))
    expect(chosen()).toEqual(['1.0-arm64'])
    expect(screen.getByRole('button', { name: 'Remove 1.0-arm64' })).toHaveFocus()
    await user.click(screen.getByRole('button', { name: 'Clear' }))
    expect(screen.queryByRole('region', { name: 'Merge the chosen tags' })).not.toBeInTheDocument()
  })

  it('stops at as many as one index takes', async () => {
    const { user } = openRepository(Array.from({ length: 101 }, (_, index) => `1.${index}`))
    await user.click(screen.getByRole('checkbox', { name: 'Choose all 101' }))
    expect(screen.getByText(/at most 100 sources/)).toBeInTheDocument()
    expect(screen.getByRole('button', { name: 'Review' })).toBeDisabled()
  })
})

describe('a list of several pages', () => {
  it('is read to its end, and says how far it is', async () => {
    const pages = [{ tags: ['1.0', '1.1'], next: '1.1' }, { tags: [], next: '1.2' }, { tags: ['1.3'] }]
    await server.close()
    server = await startRepositoryApi({ pages })
    showRepository(new QueryClient())
    expect(screen.getByText('Reading the tags…')).toBeInTheDocument()
    server.release()
    expect(await screen.findByText('2 tags so far…')).toBeInTheDocument()
    server.release()
    server.release()
    expect(await screen.findByText('3 tags')).toBeInTheDocument()
    expect(server.asked).toEqual([null, '1.1', '1.2'])
  })

  it('keeps what it has when a page fails, says why, and goes on when asked', async () => {
    const message = 'localhost:5000 does not answer.'
    const failure = { error: { code: 'REGISTRY_INVALID', message } }
    await server.close()
    server = await startRepositoryApi({ pages: [{ tags: ['1.0'], next: '1.0' }, failure, { tags: ['1.1'] }] })
    const { user } = showRepository(new QueryClient())
    server.release()
    server.release()
    expect(await screen.findByText(message)).toBeInTheDocument()
    expect(rows()).toHaveLength(1)
    server.release()
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(rows()).toHaveLength(2))
    expect(screen.queryByText(message)).not.toBeInTheDocument()
  })

  it.each([
    ['leads in a circle', { tags: ['1.2'], next: '1.0' }, '3 tags', false],
    ['repeats itself', { tags: ['1.0'], next: 'x' }, '2 tags', false],
    ['leads on from nothing to nothing', { tags: [], next: 'x' }, '2 tags', true],
  ])('ends where it %s', async (_how, page, count, isCut) => {
    const start = [
      { tags: ['1.0'], next: '1.0' },
      { tags: ['1.1'], next: '1.1' },
    ]
    const empty = isCut
      ? [
          { tags: [], next: 'y' },
          { tags: [], next: 'z' },
        ]
      : []
    await server.close()
    server = await startRepositoryApi({ pages: [...start, ...empty, page, { tags: ['never asked for'] }] })
    showRepository(new QueryClient())
    for (let released = 0; released < 6; released += 1) server.release()
    expect(await screen.findByText(count)).toBeInTheDocument()
    expect(server.asked).toHaveLength(start.length + empty.length + 1)
    expect(screen.queryAllByText(/is followed no further/)).toHaveLength(isCut ? 1 : 0)
  })

  it('that begins with nothing and leads on without end is not taken for an empty repository', async () => {
    await server.close()
    const pages = ['x', 'y', 'z'].map((next) => ({ tags: [], next }))
    server = await startRepositoryApi({ pages })
    showRepository(new QueryClient())
    for (const _page of pages) server.release()
    expect(await screen.findByText(/is followed no further/)).toBeInTheDocument()
    expect(screen.queryByText('No tags yet')).not.toBeInTheDocument()
  })
})

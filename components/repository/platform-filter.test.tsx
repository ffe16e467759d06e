import { screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { factsOf, type RepositoryApi, startRepositoryApi } from './repository-api.fixture'
import { openRepository, rows } from './repository-page.fixture'

let server: RepositoryApi
afterEach(() => server.close())

const amd64 = 'linux/amd64'
const arm64 = 'linux/arm64'
const names = () => rows().map((row) => row.getAttribute('data-tag'))

describe('filtering by platform', () => {
  it('reads every tag, however far down it stands', async () => {
    server = await startRepositoryApi({
      lines: (tag) => factsOf(tag, tag.endsWith('7') ? [amd64, arm64] : [amd64]),
    })
    openRepository(
      Array.from({ length: 300 }, (_, index) => `1.${index}`),
      `?has=${arm64}`,
    )
    expect(await screen.findByText('found 30 of 300')).toBeInTheDocument()
    expect(names().slice(0, 2)).toEqual(['1.297', '1.287'])
    const asked = server.facts.filter(({ detail }) => detail === 'platforms').flatMap(({ tags }) => tags)
    expect(new Set(asked).size).toBe(asked.length)
  })

  it.each([
    [`?lacks=${arm64}`, ['1.0-amd64', '1.0-s390x']],
    [`?has=${amd64}&lacks=${arm64}`, ['1.0-amd64']],
    [`?lacks=${arm64}&q=amd`, ['1.0-amd64']],
    ['?has=windows/amd64 (10.0.20348)', ['win']],
  ])('%s finds %j; what has no platforms, or could not be read, fits no filter', async (search, found) => {
    const platforms: Record<string, string[]> = {
      '1.0': [amd64, arm64],
      '1.0-amd64': [amd64],
      '1.0-s390x': ['linux/s390x'],
      win: [arm64, 'windows/amd64 (10.0.20348.2700)'],
    }
    server = await startRepositoryApi({
      lines: (tag) => {
        if (tag === 'gone') return { tag, error: { code: 'NOT_FOUND', message: 'There is no such tag.' } }
        return factsOf(tag, platforms[tag] ?? [], tag === 'chart' ? { kind: 'artifact' } : {})
      },
    })
    openRepository([...Object.keys(platforms), 'chart', 'gone'], search)
    await waitFor(() => expect(names()).toEqual(found))
  })

  it('says how far it is, stops when told, and goes on where it stopped', async () => {
    server = await startRepositoryApi()
    const { user } = openRepository(
      Array.from({ length: 100 }, (_, index) => `1.${index}`),
      `?has=${amd64}`,
    )
    await waitFor(() => expect(server.facts).toHaveLength(2))
    const [first, second] = server.facts
    expect([first?.tags.length, second?.tags.length]).toEqual([64, 36])
    first?.send(...first.tags.slice(0, 10).map((tag) => factsOf(tag, [amd64])))
    expect(await screen.findByText('checked 10 of 100')).toBeInTheDocument()
    expect(screen.getByText('found 10 of 100')).toBeInTheDocument()
    await user.click(screen.getByRole('button', { name: 'Stop' }))
    await waitFor(() => expect(second?.isLeft).toBe(true))
    expect(screen.getByText('stopped; checked 10 of 100')).toBeInTheDocument()
    const before = server.facts.length
    await user.click(screen.getByRole('button', { name: 'Go on' }))
    await waitFor(() => expect(server.facts.length).toBeGreaterThan(before))
    const again = server.facts.slice(before).flatMap(({ tags }) => tags)
    expect(again).not.toContain(first?.tags[0])
    expect(again).toContain(first?.tags[10])
  })

  it('is set in a menu and taken away by its chip', async () => {
    server = await startRepositoryApi({ lines: (tag) => factsOf(tag, tag === '1.0' ? [arm64] : [amd64]) })
    const { user } = openRepository(['1.0', '1.1'])
    await user.click(screen.getByRole('button', { name: 'Platforms' }))
    const menu = await screen.findByRole('dialog', { name: 'Filter by platform' })
    const arm = [...menu.querySelectorAll('fieldset')].find((group) => group.textContent?.includes(arm64))
    await user.click(arm?.querySelectorAll('input')[2] as HTMLInputElement)
    await waitFor(() => expect(names()).toEqual(['1.1']))
    await user.keyboard('{Escape}')
    await user.click(screen.getByRole('button', { name: `Remove the filter lacks ${arm64}` }))
    await waitFor(() => expect(names()).toEqual(['1.1', '1.0']))
  })
})

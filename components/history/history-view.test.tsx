import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Tooltip } from 'radix-ui'
import { afterEach, describe, expect, it } from 'vitest'
import { type ApiAnswer, type ApiServer, startApiServer } from '@/components/reference/api-server.fixture'
import type { History, HistoryEntry } from '@/lib/contract/history'
import type { Image } from '@/lib/contract/image'
import { historyQuery } from '@/lib/contract/queries'
import { HistoryView } from './history-view'

const digestOf = (letter: string) => `sha256:${letter.repeat(64)}`
const [a, b, c] = ['a', 'b', 'c'].map(digestOf) as [string, string, string]
const reference = 'localhost:5000/demo/app:1.0'

const sampleEntry = (changes: Partial<HistoryEntry> = {}): HistoryEntry => ({
  id: '1',
  time: '2026-05-01T10:30:00.000Z',
  by: 'local',
  action: 'push',
  reference,
  from: a,
  to: b,
  state: 'done',
  canRestore: true,
  ...changes,
})

function sampleImage(digest: string, platforms: string[]): Image {
  const row = (platform: string) => ({ platform, digest, mediaType: 'x', attestations: [], problems: [] })
  return {
    reference,
    registry: 'localhost:5000',
    repository: 'demo/app',
    tag: '1.0',
    digest,
    mediaType: 'application/vnd.oci.image.index.v1+json',
    size: 1,
    kind: 'index',
    annotations: {},
    platforms: platforms.map(row),
    other: [],
    problems: [],
    detail: 'index',
  }
}

let server: ApiServer | undefined
afterEach(async () => {
  cleanup()
  await server?.close()
  server = undefined
})

interface Page {
  entries: HistoryEntry[]
  rest?: Partial<History>
  repository?: string
}

/** The page as the server hands it over. */
function openPage({ entries, rest = {}, repository }: Page) {
  const client = new QueryClient()
  const page: History = { entries, durable: true, ...rest }
  client.setQueryData(historyQuery(repository).queryKey, { pages: [page], pageParams: [undefined] })
  render(
    <QueryClientProvider client={client}>
      <Tooltip.Provider>
        <HistoryView repository={repository} />
      </Tooltip.Provider>
    </QueryClientProvider>,
  )
  return userEvent.setup()
}

const rows = () => within(screen.getByRole('list', { name: 'Writes, newest first' })).getAllByRole('listitem')

describe('the history', () => {
  it.each<[Partial<HistoryEntry>, RegExp]>([
    [{}, /^Pushed localhost.*done·.*from sha256:a{12} to sha256:b{12}/],
    [{ action: 'restore' }, /^Put back localhost/],
    [{ action: 'split', from: null }, /^Split into localhost.*from did not exist to sha256:b{12}/],
    [{ action: 'delete', to: null }, /^Deleted localhost.*from sha256:a{12} to removed/],
    [
      { state: 'failed', message: 'localhost:5000 refuses this.' },
      /^Pushing localhost.*failed.*but not to sha256:b{12}.*localhost:5000 refuses this\.$/,
    ],
    [{ state: 'failed', action: 'delete', to: null }, /^Deleting localhost.*failed.*to not removed/],
    [
      { state: 'unknown', action: 'delete', to: null },
      /^Deleting localhost.*unknown.*nothing says any more how it ended\.$/,
    ],
    [{ state: 'started' }, /^Pushing localhost.*under way/],
    [{ by: 'ann' }, /by ann/],
  ])('says %j in words', (changes, words) => {
    openPage({ entries: [sampleEntry(changes)] })
    expect(rows()[0]?.textContent?.replace(/\s+/g, ' ')).toMatch(words)
  })

  it('gives the exact time', () => {
    openPage({ entries: [sampleEntry()] })
    expect(screen.getByTitle('2026-05-01 10:30 UTC')).toHaveAttribute('datetime', '2026-05-01T10:30:00.000Z')
  })

  it('leads to the tag, its repository and the difference', () => {
    openPage({ entries: [sampleEntry()] })
    expect(screen.getAllByRole('link')[0]).toHaveAttribute('href', `/image/${reference}`)
    expect(screen.getByRole('link', { name: 'Only localhost:5000/demo/app' })).toHaveAttribute(
      'href',
      '/history?repository=localhost:5000/demo/app',
    )
    const repository = 'localhost:5000/demo/app'
    expect(screen.getByRole('link', { name: /^Compare/ })).toHaveAttribute(
      'href',
      `/compare?base=${repository}@${a}&target=${repository}@${b}`,
    )
  })

  it.each<[string, Partial<HistoryEntry>, { compare: boolean; putBack: boolean; remove: boolean }]>([
    ['a first push', { from: null, canRestore: false }, { compare: false, putBack: false, remove: true }],
    ['a deletion', { action: 'delete', to: null }, { compare: false, putBack: true, remove: false }],
    ['old bytes that are gone', { canRestore: false }, { compare: true, putBack: false, remove: false }],
    ['a failure', { state: 'failed', canRestore: false }, { compare: false, putBack: false, remove: false }],
  ])('offers for %s what can be done', (_case, changes, { compare, putBack, remove }) => {
    openPage({ entries: [sampleEntry(changes)] })
    expect(screen.queryAllByRole('link', { name: /^Compare/ })).toHaveLength(compare ? 1 : 0)
    expect(screen.queryAllByRole('button', { name: 'Put back… demo/app:1.0' })).toHaveLength(putBack ? 1 : 0)
    expect(screen.queryAllByRole('link', { name: 'Delete demo/app:1.0…' })).toHaveLength(remove ? 1 : 0)
  })

  it('may be empty, of everything or of one repository', () => {
    openPage({ entries: [] })
    expect(screen.getByText('Nothing was written yet')).toBeInTheDocument()
    cleanup()
    openPage({ entries: [], repository: 'localhost:5000/demo/app' })
    expect(screen.getByText('Nothing was written to this repository')).toBeInTheDocument()
    expect(screen.getByRole('link', { name: 'See its tags' })).toHaveAttribute(
      'href',
      '/repository/localhost:5000/demo/app',
    )
  })

  it('that ends with the server says how to keep it', () => {
    openPage({ entries: [sampleEntry()], rest: { durable: false } })
    expect(screen.getByText('This history ends with the server.')).toBeInTheDocument()
    expect(screen.getByText('ARCHIPELAGO_DATA_DIR')).toBeInTheDocument()
    cleanup()
    openPage({ entries: [sampleEntry()] })
    expect(screen.queryByText('This history ends with the server.')).not.toBeInTheDocument()
  })

  it('goes on to older entries, and stays when these do not come', async () => {
    const error = { code: 'INTERNAL', message: 'The journal cannot be read.' }
    const older: History = { entries: [sampleEntry({ id: '0', action: 'delete', to: null })], durable: true }
    const answers: ApiAnswer[] = [{ status: 500, body: { error } }, { body: older }]
    server = await startApiServer(() => answers.shift() ?? { status: 404, body: {} })
    const user = openPage({ entries: [sampleEntry({ id: '9' })], rest: { next: '9' } })
    await user.click(screen.getByRole('button', { name: 'Show older ones' }))
    expect(await screen.findByRole('alert')).toHaveTextContent('The journal cannot be read.')
    expect(rows()).toHaveLength(1)
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(rows()).toHaveLength(2))
    expect(screen.queryByRole('button', { name: 'Show older ones' })).not.toBeInTheDocument()
    expect(server.asked).toEqual(['/api/v1/history?before=9', '/api/v1/history?before=9'])
  })
})

describe('putting back', () => {
  /** What the tag names, and the answers to what is written, in turn. */
  async function openDialog(
    entry: HistoryEntry,
    now: (string | null)[],
    answers: ApiAnswer[] = [],
    until?: Promise<void>,
  ) {
    const written: unknown[] = []
    const looks = [...now]
    server = await startApiServer(async (url, body) => {
      await until
      if (url.pathname === '/api/v1/history') return { body: { entries: [entry], durable: true } }
      if (url.pathname === '/api/v1/tags/restore') {
        written.push(body)
        return answers.shift() ?? { status: 404, body: {} }
      }
      const asked = url.searchParams.get('ref') ?? ''
      if (asked.includes('@')) return { body: sampleImage(a, ['linux/amd64']) }
      const digest = looks.length > 1 ? looks.shift() : looks[0]
      return digest
        ? { body: sampleImage(digest, ['linux/amd64', 'linux/arm64']) }
        : { status: 404, body: { error: { code: 'NOT_FOUND', message: 'There is no such tag.' } } }
    })
    const user = openPage({ entries: [entry] })
    await user.click(screen.getByRole('button', { name: 'Put back… demo/app:1.0' }))
    return { user, written, dialog: await screen.findByRole('dialog', { name: 'Put demo/app:1.0 back' }) }
  }
  const restored = { body: { reference, digest: a, previous: b } }
  const confirm = () => screen.getByRole('button', { name: 'Put it back' })

  it('says what the tag names and will name, and what is lost', async () => {
    let answer = () => {}
    const until = new Promise<void>((resolve) => {
      answer = resolve
    })
    const { user, written, dialog } = await openDialog(sampleEntry(), [b], [restored], until)
    expect(within(dialog).getByText('Asking the registry…')).toBeInTheDocument()
    expect(confirm()).toBeDisabled()
    answer()
    const today = await within(dialog).findByRole('region', { name: 'What it names now' })
    await waitFor(() => expect(today).toHaveTextContent(/b{12}.*linux\/amd64.*linux\/arm64/))
    expect(within(dialog).getByRole('region', { name: 'What it will name again' })).toHaveTextContent(/a{12}/)
    expect(await within(dialog).findByText(/lacks linux\/arm64/)).toBeInTheDocument()
    expect(within(dialog).queryByText('The tag has moved since.')).not.toBeInTheDocument()
    await user.click(confirm())
    expect(await within(dialog).findByRole('status')).toHaveTextContent(/app:1.0 names a{12} again/)
    expect(written).toEqual([{ reference, digest: a, expected: b }])
    expect(within(dialog).getByRole('link', { name: 'Open demo/app:1.0' })).toHaveAttribute(
      'href',
      `/image/${reference}`,
    )
  })

  it('explains a tag that moved meanwhile, and looks again', async () => {
    const error = { code: 'CONFLICT', message: 'app:1.0 has moved since; it was not written.' }
    const { user, written, dialog } = await openDialog(
      sampleEntry(),
      [b, c],
      [{ status: 409, body: { error } }, restored],
    )
    await waitFor(() => expect(confirm()).toBeEnabled())
    await user.click(confirm())
    expect(await within(dialog).findByText('app:1.0 has moved since; it was not written.')).toBeInTheDocument()
    await user.click(within(dialog).getByRole('button', { name: 'Look again' }))
    expect(await within(dialog).findByText('The tag has moved since.')).toBeInTheDocument()
    expect(within(dialog).queryByText(/was not written/)).not.toBeInTheDocument()
    await user.click(confirm())
    await within(dialog).findByText(/again/)
    expect(written).toMatchObject([{ expected: b }, { expected: c }])
  })

  it('brings a deleted tag back', async () => {
    const { user, written, dialog } = await openDialog(sampleEntry({ action: 'delete', to: null }), [null], [restored])
    expect(await within(dialog).findByText(/the tag does not exist/)).toBeInTheDocument()
    await user.click(confirm())
    expect(await within(dialog).findByText(/names a{12} again/)).toBeInTheDocument()
    expect(written).toEqual([{ reference, digest: a, expected: null }])
  })

  it('is not offered where the tag is there already', async () => {
    const { dialog } = await openDialog(sampleEntry(), [a])
    expect(await within(dialog).findByText(/names this already/)).toBeInTheDocument()
    expect(confirm()).toBeDisabled()
  })
})

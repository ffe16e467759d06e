import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Tooltip } from 'radix-ui'
import { afterEach, describe, expect, it } from 'vitest'
import { type ApiAnswer, type ApiServer, startApiServer } from '@/components/reference/api-server.fixture'
import type { DeletePlan } from '@/lib/contract/delete'
import { deletePlanQuery } from '@/lib/contract/queries'
import { DeleteView } from './delete-view'

const digestOf = (letter: string) => `sha256:${letter.repeat(64)}`
const [a, b] = ['a', 'b'].map(digestOf) as [string, string]
const reference = 'localhost:5000/demo/app:1.0'

const samplePlan = (changes: Partial<DeletePlan> = {}): DeletePlan => ({
  reference,
  digest: a,
  canDelete: true,
  sharedTags: [],
  heldBy: [],
  unreachable: [],
  problems: [],
  ...changes,
})

let server: ApiServer | undefined
afterEach(async () => {
  cleanup()
  await server?.close()
  server = undefined
})

/** The page as the server hands it over; the answers to what it then asks, in turn. */
async function openPage(plan: DeletePlan, { deletions = [], plans = [] }: Record<string, ApiAnswer[]> = {}) {
  const written: unknown[] = []
  server = await startApiServer(({ pathname }, body) => {
    if (pathname === '/api/v1/tags/delete') written.push(body)
    const answers = pathname === '/api/v1/tags/delete' ? deletions : plans
    return answers.shift() ?? { status: 404, body: {} }
  })
  const client = new QueryClient()
  client.setQueryData(deletePlanQuery(reference).queryKey, plan)
  render(
    <QueryClientProvider client={client}>
      <Tooltip.Provider>
        <DeleteView reference={reference} />
      </Tooltip.Provider>
    </QueryClientProvider>,
  )
  return { user: userEvent.setup(), written }
}

const field = () => screen.getByRole('textbox', { name: 'Type demo/app:1.0 to confirm' })
const deleteButton = () => screen.getByRole('button', { name: 'Delete the tag' })
const failure = (code: string, message: string, detail?: unknown): ApiAnswer => ({
  status: 409,
  body: { error: { code, message, detail } },
})
const fact = (title: string) => screen.getByRole('heading', { name: title }).parentElement

describe('what goes with a tag', () => {
  it('is nothing where others lead to all of it', async () => {
    await openPage(samplePlan({ sharedTags: ['latest'], heldBy: ['all', '1'] }))
    expect(screen.getByRole('link', { name: 'latest' })).toHaveAttribute(
      'href',
      '/image/localhost:5000/demo/app:latest',
    )
    expect(fact('Indexes that hold it')).toHaveTextContent(/all1/)
    expect(fact('What nothing would lead to any more')).toHaveTextContent('Nothing: other tags lead to all of it.')
  })

  it('is told digest by digest', async () => {
    await openPage(samplePlan({ unreachable: [a, b] }))
    const lost = fact('What nothing would lead to any more')
    expect(lost).toHaveTextContent('2 manifests: what the tag names and 1 more behind it.')
    expect(within(lost as HTMLElement).getAllByRole('listitem')).toHaveLength(2)
  })

  it('is unknown in part where not every tag could be read', async () => {
    const message = '3 tags of the repository could not be read; they may lead to the same images.'
    await openPage(samplePlan({ problems: [{ level: 'warning', code: 'TAGS_NOT_ALL_READ', message }] }))
    expect(fact('Other tags on the same digest')).toHaveTextContent('None among those that could be read.')
    expect(fact('What is unknown')).toHaveTextContent(message)
  })

  it('stays where the registry cannot delete it, and that is said', async () => {
    const message = 'Docker Hub deletes tags on its own pages only.'
    await openPage(
      samplePlan({ canDelete: false, problems: [{ level: 'error', code: 'REGISTRY_KEEPS_TAGS', message }] }),
    )
    expect(screen.getByRole('region', { name: 'It cannot be deleted from here' })).toHaveTextContent(message)
    expect(screen.queryByRole('textbox')).not.toBeInTheDocument()
    expect(screen.queryByRole('button', { name: /^Delete/ })).not.toBeInTheDocument()
  })
})

describe('deleting', () => {
  const deleted = { body: { reference, previous: a, how: 'tag' } }

  it('waits for the name, then says what the tag named and how to put it back', async () => {
    const { user, written } = await openPage(samplePlan(), { deletions: [deleted] })
    expect(deleteButton()).toBeDisabled()
    await user.type(field(), 'demo/app:1{Enter}')
    expect(deleteButton()).toBeDisabled()
    await user.type(field(), '.0{Enter}')
    const notice = await screen.findByRole('region', { name: 'Deleted' })
    expect(notice).toHaveFocus()
    expect(notice).toHaveTextContent(/app:1\.0 is deleted\.It named sha256:a{12}/)
    expect(screen.getByRole('link', { name: 'Put it back…' })).toHaveAttribute(
      'href',
      '/history?repository=localhost:5000/demo/app',
    )
    expect(written).toEqual([{ reference, expected: a, confirm: 'demo/app:1.0', byDigest: false }])
  })

  it('takes a second step where the registry deletes no tags', async () => {
    const asked = failure('UNPROCESSABLE', 'localhost:5000 cannot delete a tag, only what it names.', {
      byDigest: true,
    })
    const { user, written } = await openPage(samplePlan(), {
      deletions: [asked, { body: { reference, previous: a, how: 'digest' } }],
    })
    await user.type(field(), 'demo/app:1.0')
    await user.click(deleteButton())
    expect(await screen.findByRole('alert')).toHaveTextContent(/cannot delete a tag/)
    expect(screen.queryByRole('button', { name: 'Delete the tag' })).not.toBeInTheDocument()
    await user.click(screen.getByRole('button', { name: 'Delete aaaaaaaaaaaa' }))
    expect(await screen.findByText(/is deleted, and with it what it named/)).toBeInTheDocument()
    expect(written).toMatchObject([{ byDigest: false }, { byDigest: true, expected: a }])
  })

  it('of a tag that moved meanwhile deletes nothing, and looks again', async () => {
    const { user, written } = await openPage(samplePlan(), {
      deletions: [failure('CONFLICT', 'app:1.0 has moved.'), deleted],
      plans: [{ body: samplePlan({ digest: b, sharedTags: ['2.0'] }) }],
    })
    await user.type(field(), reference)
    await user.click(deleteButton())
    expect(await screen.findByRole('alert')).toHaveTextContent('app:1.0 has moved.')
    await user.click(screen.getByRole('button', { name: 'Look again' }))
    expect(await screen.findByRole('link', { name: '2.0' })).toBeInTheDocument()
    expect(field()).toHaveValue('')
    await user.type(field(), reference)
    await user.click(deleteButton())
    await waitFor(() => expect(written).toMatchObject([{ expected: a }, { expected: b }]))
  })

  it('says why it was refused, and keeps what was typed', async () => {
    const { user } = await openPage(samplePlan(), { deletions: [failure('READ_ONLY', 'This server only reads.')] })
    await user.type(field(), 'demo/app:1.0')
    await user.click(deleteButton())
    expect(await screen.findByRole('alert')).toHaveTextContent('It was not deleted. This server only reads.')
    expect(field()).toHaveValue('demo/app:1.0')
    expect(deleteButton()).toBeEnabled()
  })
})

it('is told as commands that are guarded by the digest that was shown', async () => {
  const { user } = await openPage(samplePlan())
  await user.click(screen.getByRole('button', { name: 'As data' }))
  expect(await screen.findByText(`regctl tag delete ${reference}`)).toBeInTheDocument()
  expect(screen.getByText(/tags\/delete\/plan/)).toHaveTextContent(`"expected":"${a}"`)
  expect(screen.getByRole('button', { name: 'Save as JSON' })).toBeInTheDocument()
})

it('is told as the plan alone where it cannot be deleted', async () => {
  const { user } = await openPage(samplePlan({ canDelete: false }))
  await user.click(screen.getByRole('button', { name: 'As data' }))
  expect(await screen.findByText(/tags\/delete\/plan/)).not.toHaveTextContent('expected')
  expect(screen.queryByText(/regctl/)).not.toBeInTheDocument()
})

import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { problem } from '@/lib/compose/problem'
import type { Plan, PushEvent } from '@/lib/contract/compose'
import type { Answer } from './api.fixture'
import { samplePlan } from './plan.fixture'
import {
  amd64,
  arm64,
  field,
  heldStream,
  neverPushed,
  openPage,
  pushButton,
  sources,
  target,
} from './workbench.fixture'

const withProblems = (...problems: Plan['problems']) => samplePlan({ problems })

describe('the plan', () => {
  it('is not asked for while something is missing, and says what', async () => {
    const { asked } = await openPage({ input: {} })
    expect(screen.getByText('Write a target and at least one source.')).toBeInTheDocument()
    expect(screen.getByText(/Write a target and its sources: the index stands here/)).toBeInTheDocument()
    expect(pushButton()).toBeDisabled()
    expect(asked).toEqual([])
  })

  it('shows what would be pushed and what it changes', async () => {
    const before = `sha256:${'d'.repeat(64)}`
    const plan = samplePlan({
      current: { digest: before, platforms: ['linux/amd64', 'linux/386'] },
      changes: [
        { platform: 'linux/amd64', change: 'changed', before, after: `sha256:${'b'.repeat(64)}` },
        { platform: 'linux/arm64', change: 'added', after: `sha256:${'c'.repeat(64)}` },
        { platform: 'linux/386', change: 'removed', before },
      ],
    })
    await openPage({ answer: () => ({ body: plan }) })
    const entries = await screen.findByRole('table', { name: 'Entries of the index, in its order' })
    expect(within(entries).getByRole('row', { name: /linux\/amd64 from app:1.0-amd64/ })).toBeInTheDocument()
    const changes = screen.getByRole('table', { name: 'The target’s platforms, today and after the push' })
    expect(
      within(changes).getByRole('row', { name: /linux\/amd64 replaced today d{12} after b{12}/ }),
    ).toBeInTheDocument()
    expect(within(changes).getByRole('row', { name: /linux\/arm64 added today none after c{12}/ })).toBeInTheDocument()
    expect(within(changes).getByRole('row', { name: /linux\/386 lost today d{12} after none/ })).toBeInTheDocument()
    expect(screen.getByText(/"schemaVersion": 2/)).toBeInTheDocument()
    expect(screen.getByRole('tab', { name: 'buildx' })).toBeInTheDocument()
  })

  it('sets attestations under their image', async () => {
    const [image] = samplePlan().entries
    const attestation = {
      ...image,
      platform: 'unknown/unknown',
      digest: `sha256:${'e'.repeat(64)}`,
      attests: image?.digest,
    }
    await openPage({
      answer: () => ({ body: samplePlan({ entries: [...samplePlan().entries, attestation] as Plan['entries'] }) }),
    })
    const table = await screen.findByRole('table', { name: 'Entries of the index, in its order' })
    const names = within(table)
      .getAllByRole('rowheader')
      .map(({ textContent }) => textContent)
    expect(names[1]).toBe('attestation of linux/amd64')
    expect(table).not.toHaveTextContent('unknown/unknown')
  })

  it('says why it could not be made, and is asked for again', async () => {
    const message = 'localhost:5000 does not answer; see whether it runs.'
    const answers: Answer[] = [{ status: 502, body: { error: { code: 'REGISTRY_UNREACHABLE', message } } }]
    const { user } = await openPage({ answer: () => answers.shift() ?? { body: samplePlan() } })
    expect(await screen.findByText(message)).toBeInTheDocument()
    expect(screen.getByText('There is no plan to push yet.')).toBeInTheDocument()
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('app:1.0 will be created.')).toBeInTheDocument()
  })

  it('follows the form, and the address too', async () => {
    const { user, asked, address } = await openPage({})
    await screen.findByText('app:1.0 will be created.')
    await user.type(field('Target'), '.1')
    expect(screen.getByText('Planning…')).toBeInTheDocument()
    expect(pushButton()).toBeDisabled()
    await waitFor(() => expect(asked.at(-1)?.target).toBe(`${target}.1`))
    await waitFor(() => expect(address.query).toContain('target=localhost:5000/demo/app:1.0.1'))
  })
})

describe('sources', () => {
  it('shows the sentence for what is no reference and asks nothing', async () => {
    const { user, asked } = await openPage({ input: { target } })
    await user.type(field('Source 1'), 'App:1')
    expect(field('Source 1')).toHaveAccessibleDescription('Repository names must be lower-case; did you mean “app”?')
    expect(screen.getByText('Correct the marked fields first.')).toBeInTheDocument()
    expect(asked).toEqual([])
  })

  it('takes several references pasted at once, and offers the target', async () => {
    const { user } = await openPage({ input: {} })
    await user.click(field('Source 1'))
    await user.paste(`${amd64}\n${arm64}`)
    expect(field('Source 1')).toHaveValue(amd64)
    expect(field('Source 2')).toHaveValue(arm64)
    await user.click(screen.getByRole('button', { name: 'Use app:1.0' }))
    expect(field('Target')).toHaveValue(target)
    expect(screen.queryByRole('button', { name: 'Use app:1.0' })).not.toBeInTheDocument()
  })

  it('keeps the focus with a row that moves, and with the list when a row goes', async () => {
    const { user } = await openPage({})
    screen.getByRole('button', { name: 'Move source 1 down' }).focus()
    await user.keyboard('{Enter}')
    expect(field('Source 2')).toHaveValue(amd64)
    expect(screen.getByText('Moved to place 2 of 2.')).toBeInTheDocument()
    expect(field('Source 2')).toHaveFocus()
    await user.click(screen.getByRole('button', { name: 'Remove source 2' }))
    expect(field('Source 1')).toHaveValue(arm64)
    expect(field('Source 1')).toHaveFocus()
  })
})

describe('a source that is an index', () => {
  it('looks like one even where a single image of it is taken', async () => {
    const entries = samplePlan().entries.slice(0, 1)
    await openPage({ answer: () => ({ body: samplePlan({ entries, indexes: [amd64] }) }) })
    expect(await screen.findByRole('group', { name: 'Taken from this index' })).toBeInTheDocument()
    expect(screen.getAllByText('Platform: as the image says')).toHaveLength(1)
  })
})

describe('doubts', () => {
  it('errors forbid the push, name their source and offer a way out', async () => {
    const doubt = problem('PLATFORM_CONTRADICTS_NAME', 'The name says arm64, the image amd64.', {
      source: arm64,
      platform: 'linux/amd64',
    })
    const { user, asked } = await openPage({
      answer: (input) => ({ body: input.sources[1]?.platform ? samplePlan() : withProblems(doubt) }),
    })
    expect(await screen.findByText('Resolve the error first.')).toBeInTheDocument()
    expect(pushButton()).toBeDisabled()
    expect(screen.queryByRole('tab', { name: 'docker' })).not.toBeInTheDocument()
    await user.click(screen.getByRole('button', { name: 'Go to source 2' }))
    expect(field('Source 2')).toHaveFocus()
    await user.click(screen.getByRole('button', { name: 'It is linux/amd64' }))
    await waitFor(() => expect(asked.at(-1)?.sources[1]).toEqual({ reference: arm64, platform: 'linux/amd64' }))
    expect(await screen.findByText('app:1.0 will be created.')).toBeInTheDocument()
  })

  it('warnings have to be read one by one, and other warnings anew', async () => {
    const lost = problem('PLATFORM_LOST', 'linux/386 would be lost.', { platform: 'linux/386' })
    const overwritten = problem('TAG_OVERWRITTEN', 'latest would be overwritten.')
    const { user } = await openPage({
      answer: ({ keep }) => {
        const index = { ...samplePlan().index, digest: `sha256:${'9'.repeat(64)}` }
        return { body: keep ? samplePlan({ problems: [overwritten], index }) : withProblems(lost, overwritten) }
      },
    })
    const ofLost = await screen.findByRole('checkbox', { name: 'I have read the warning: linux/386 would be lost.' })
    expect(screen.getByText('Read and tick the 2 warnings first.')).toBeInTheDocument()
    await user.click(ofLost)
    expect(screen.getByText('Read and tick the warning first.')).toBeInTheDocument()
    expect(pushButton()).toBeDisabled()
    await user.click(screen.getByRole('button', { name: 'Show the warning' }))
    const ofOverwriting = screen.getByRole('checkbox', { name: /latest would be overwritten/ })
    expect(ofOverwriting).toHaveFocus()
    await user.click(ofOverwriting)
    expect(pushButton()).toBeEnabled()
    await user.click(screen.getByRole('button', { name: 'Keep what the target has' }))
    expect(screen.getByRole('checkbox', { name: /^Keep what the target has/ })).toBeChecked()
    await waitFor(() => expect(screen.queryByText('linux/386 would be lost.')).not.toBeInTheDocument())
    expect(screen.getByRole('region', { name: 'The index and its doubts' })).toHaveFocus()
    expect(screen.getByRole('checkbox', { name: /latest would be overwritten/ })).not.toBeChecked()
    expect(pushButton()).toBeDisabled()
  })

  it('stand in groups, however many', async () => {
    const doubts = Array.from({ length: 30 }, (_, index) =>
      problem(index < 20 ? 'SOURCE_NOT_FOUND' : 'INDEX_REUSED', `Doubt ${index}.`),
    )
    await openPage({ answer: () => ({ body: withProblems(...doubts) }) })
    const errors = await screen.findByRole('region', { name: '20 errors, to be resolved first' })
    expect(within(errors).getAllByRole('listitem')).toHaveLength(20)
    expect(within(screen.getByRole('region', { name: '10 notes' })).getAllByRole('listitem')).toHaveLength(10)
    // no command writes such a plan, which scripts can read all the same
    expect(screen.queryByRole('tab')).not.toBeInTheDocument()
    expect(screen.getByText('Once the errors are resolved, the commands stand here.')).toBeInTheDocument()
    expect(screen.getByRole('button', { name: 'As data' })).toBeInTheDocument()
  })
})

describe('the push', () => {
  const done: PushEvent = {
    event: 'done',
    reference: target,
    digest: `sha256:${'a'.repeat(64)}`,
    previous: null,
    tags: ['1.0'],
  }
  const stepNames = () =>
    within(screen.getByRole('list', { name: 'Steps' }))
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent)

  it('sends what was planned, shows each step and hands on the result', async () => {
    const { stream, send, begun } = heldStream()
    const { user, onPushed } = await openPage({ stream })
    await screen.findByText('app:1.0 will be created.')
    await user.click(pushButton())
    await send({ event: 'progress', step: 'push', done: 300, total: 600 })
    expect(await screen.findByText('Pushing app:1.0: Pushing the index.')).toBeInTheDocument()
    expect(screen.getByRole('progressbar')).toHaveAttribute('value', '300')
    expect(screen.getByText('Push', { selector: 'li' })).toHaveAttribute('aria-current', 'step')
    expect(stepNames()).toEqual(['Push', 'Verify'])
    expect(onPushed).not.toHaveBeenCalled()
    await send(done)
    await waitFor(() => expect(onPushed).toHaveBeenCalledWith(done))
    expect(begun.input).toMatchObject({ target, sources, digest: samplePlan().index.digest, expected: null })
  })

  it('names the copying where there is something to copy', async () => {
    const copy = {
      digest: `sha256:${'b'.repeat(64)}`,
      bytes: 900,
      from: 'localhost:5000/other/app',
      kind: 'blob',
    } as const
    const copies = [
      { ...copy, how: 'present' as const },
      { ...copy, how: 'copy' as const },
    ]
    const { stream, send } = heldStream()
    const { user } = await openPage({ stream, answer: () => ({ body: samplePlan({ copies }) }) })
    await screen.findByText('app:1.0 will be created.')
    await user.click(pushButton())
    await send({ event: 'progress', step: 'copy', done: 300, total: 900 })
    expect(await screen.findByText('Copy', { selector: 'li' })).toHaveAttribute('aria-current', 'step')
    expect(stepNames()).toEqual(['Copy', 'Push', 'Verify'])
  })

  it('loses nothing when somebody else was faster, and plans again', async () => {
    const moved = `sha256:${'f'.repeat(64)}`
    const plans = [samplePlan(), samplePlan({ current: { digest: moved, platforms: [] } })]
    const { stream, send } = heldStream()
    const { user, asked, onPushed } = await openPage({ stream, answer: () => ({ body: plans.shift() }) })
    await screen.findByText('app:1.0 will be created.')
    await user.click(pushButton())
    await send({ event: 'error', error: { code: 'CONFLICT', message: 'app:1.0 has moved; nothing was written.' } })
    expect(await screen.findByText('app:1.0 has moved; nothing was written.')).toBeInTheDocument()
    expect(field('Source 1')).toHaveValue(amd64)
    expect(pushButton()).toBeDisabled()
    expect(screen.queryByText('app:1.0 will be created.')).not.toBeInTheDocument()
    await user.click(screen.getByRole('button', { name: 'Plan again' }))
    expect(await screen.findByText('app:1.0 will move to the new index.')).toBeInTheDocument()
    expect(screen.queryByText('app:1.0 has moved; nothing was written.')).not.toBeInTheDocument()
    expect(asked).toHaveLength(2)
    expect(onPushed).not.toHaveBeenCalled()
  })

  it('says what the registry itself said about a refusal', async () => {
    const stream = heldStream()
    const { user } = await openPage({ stream: stream.stream })
    await screen.findByText('app:1.0 will be created.')
    await user.click(pushButton())
    const detail = { registry: 'localhost:5000', registryMessage: 'manifest \u202einvalid' }
    await stream.send({ event: 'error', error: { code: 'UNPROCESSABLE', message: 'Refused.', detail } })
    const alert = await screen.findByRole('alert')
    expect(alert).toHaveTextContent('Refused.')
    expect(alert).toHaveTextContent(/localhost:5000 says: manifest/)
    expect(within(alert).getByTitle(/invisible character/)).toBeInTheDocument()
  })

  it('can be cancelled', async () => {
    const { stream, begun } = heldStream()
    const { user, onPushed } = await openPage({ stream })
    await screen.findByText('app:1.0 will be created.')
    await user.click(pushButton())
    await user.click(await screen.findByRole('button', { name: 'Cancel' }))
    expect(begun.signal?.aborted).toBe(true)
    expect(await screen.findByText(/You stopped the push/)).toBeInTheDocument()
    expect(onPushed).not.toHaveBeenCalled()
  })

  it('is not taken for done when the lines just end', async () => {
    const { user, onPushed } = await openPage({ stream: neverPushed })
    await screen.findByText('app:1.0 will be created.')
    await user.click(pushButton())
    expect(await screen.findByText(/The connection ended before the server said/)).toBeInTheDocument()
    expect(onPushed).not.toHaveBeenCalled()
  })
})

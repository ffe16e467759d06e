import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { problem } from '@/lib/compose/problem'
import type { ComposeInput, Plan, PlanEntry, PushEvent } from '@/lib/contract/compose'
import { samplePlan } from './plan.fixture'
import { field, heldStream, openPage, pushButton, sources, target } from './workbench.fixture'

const digestOf = (letter: string) => `sha256:${letter.repeat(64)}`
const [amd64, arm64, provenance] = [digestOf('b'), digestOf('c'), digestOf('e')]
const input = { target, sources: [{ reference: target }] }

/** What the server would answer for the index behind the target, edited. */
function answer({ edits = {} }: ComposeInput, more: Partial<Plan> = {}) {
  const entries: PlanEntry[] = samplePlan().entries.map((entry) => ({ ...entry, source: target }))
  const [first] = entries
  if (first) entries.push({ ...first, platform: 'unknown/unknown', digest: provenance, attests: amd64 })
  const isGone = ({ digest, attests = '' }: PlanEntry) => [digest, attests].some((each) => edits.remove?.includes(each))
  const order = edits.order ?? []
  const sorted = entries.toSorted((a, b) => order.indexOf(a.digest) - order.indexOf(b.digest))
  const annotated = sorted.map((entry) => ({ ...entry, annotations: edits.annotations?.[entry.digest] }))
  const plan = samplePlan({
    entries: annotated.filter((entry) => !isGone(entry)),
    removed: annotated.filter(isGone),
    current: { digest: digestOf('d'), platforms: [] },
    ...more,
  })
  return { body: plan }
}

const button = (name: string) => screen.getByRole('button', { name })
const rows = () => {
  const table = screen.getByRole('table', { name: 'Entries of the index, in its order' })
  return within(table)
    .getAllByRole('rowheader')
    .map(({ textContent }) => textContent?.replace(/from.*/, ''))
}
const open = async (change: Partial<ComposeInput> = {}, more: Partial<Plan> = {}) => {
  const page = await openPage({ input: { ...input, ...change }, answer: (asked) => answer(asked, more) })
  await screen.findByRole('table', { name: 'Entries of the index, in its order' })
  return page
}

describe('the entries of an index', () => {
  it('are said to be edited where the target is its own source', async () => {
    await open()
    expect(screen.getByText(/You are editing what the target names today/)).toBeInTheDocument()
    expect(rows()).toEqual(['linux/amd64', 'attestation of linux/amd64', 'linux/arm64'])
  })

  it('are removed with what is attached to them, and put back', async () => {
    const { user, asked, address } = await open()
    await user.click(button('Remove linux/amd64'))
    expect(rows()).toEqual(['linux/arm64'])
    expect(screen.getByText('linux/amd64 removed.')).toBeInTheDocument()
    await waitFor(() => expect(asked.at(-1)?.edits).toEqual({ remove: [amd64] }))
    await waitFor(() => expect(address.query).toContain(`remove=${amd64}`))
    await user.click(await screen.findByRole('button', { name: 'Put linux/amd64 back' }))
    await waitFor(() => expect(rows()).toHaveLength(3))
    await waitFor(() => expect(address.query).not.toContain('remove'))
  })

  it('lose an attestation alone', async () => {
    const { user, asked } = await open()
    await user.click(button('Remove the attestation of linux/amd64'))
    await waitFor(() => expect(asked.at(-1)?.edits).toEqual({ remove: [provenance] }))
    expect(rows()).toEqual(['linux/amd64', 'linux/arm64'])
  })

  it('move, and keep the focus', async () => {
    const { user, asked } = await open()
    expect(button('Move linux/amd64 up')).toBeDisabled()
    button('Move linux/amd64 down').focus()
    await user.keyboard('{Enter}')
    expect(rows()).toEqual(['linux/arm64', 'linux/amd64', 'attestation of linux/amd64'])
    expect(screen.getByText('linux/amd64 moved to place 2 of 2.')).toBeInTheDocument()
    expect(button('Move linux/amd64 up')).toHaveFocus()
    await waitFor(() => expect(asked.at(-1)?.edits).toEqual({ order: [arm64, amd64] }))
  })

  it('get annotations and a platform, with the reason', async () => {
    const { user, asked } = await open()
    await user.click(button('Platform and annotations of linux/arm64'))
    const dialog = within(screen.getByRole('dialog'))
    await user.type(dialog.getByRole('combobox', { name: 'Platform' }), 'linux/')
    expect(dialog.getByRole('combobox', { name: 'Platform' })).toBeInvalid()
    await user.type(dialog.getByRole('combobox', { name: 'Platform' }), 'arm/v7')
    await user.type(dialog.getByRole('textbox', { name: 'Why?' }), 'It runs.')
    await user.click(dialog.getByRole('button', { name: 'Add an annotation' }))
    await user.type(dialog.getByRole('textbox', { name: 'Key of annotation 1' }), 'note')
    await user.type(dialog.getByRole('textbox', { name: 'Value of annotation 1' }), 'by hand')
    await user.click(dialog.getByRole('button', { name: 'Apply' }))
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
    await waitFor(() =>
      expect(asked.at(-1)?.edits).toEqual({
        platforms: { [arm64]: 'linux/arm/v7' },
        reasons: { [arm64]: 'It runs.' },
        annotations: { [arm64]: { note: 'by hand' } },
      }),
    )
    expect(await screen.findByText('1 annotation')).toBeInTheDocument()
  })

  it('stay as they are when the dialog is cancelled', async () => {
    const { user, asked } = await open()
    await user.click(button('Platform and annotations of linux/arm64'))
    await user.type(screen.getByRole('combobox', { name: 'Platform' }), 'linux/386')
    await user.click(button('Cancel'))
    expect(asked).toHaveLength(1)
  })

  it('of a source that stands alone go with the source', async () => {
    const { user, asked } = await openPage({})
    await user.click(await screen.findByRole('button', { name: 'Remove linux/arm64' }))
    await waitFor(() => expect(asked.at(-1)?.sources).toEqual(sources.slice(0, 1)))
    expect(asked.at(-1)?.edits).toBeUndefined()
  })

  it('are as they were once all edits are undone', async () => {
    const { user, asked } = await open({ edits: { remove: [amd64], artifactType: 'a/b' } })
    await user.click(button('Undo all edits'))
    await waitFor(() => expect(asked.at(-1)?.edits).toBeUndefined())
    expect(screen.queryByRole('button', { name: 'Undo all edits' })).not.toBeInTheDocument()
  })
})

describe('the index itself', () => {
  const body = JSON.stringify({ annotations: { owner: 'team' }, artifactType: 'application/vnd.example.set' })
  const index = { ...samplePlan().index, body }

  it('keeps its annotations and its type until they are taken out', async () => {
    const { user, asked } = await open({}, { index })
    await user.click(screen.getByText('Annotations'))
    expect(screen.getByText('owner=team')).toBeInTheDocument()
    await user.click(button('Remove the annotation owner'))
    await user.click(button('Remove it'))
    await waitFor(() => expect(asked.at(-1)?.edits).toEqual({ unannotate: ['owner'], artifactType: '' }))
    await user.click(button('Put the annotation owner back'))
    await user.click(button('Put it back'))
    await user.type(field('Artifact type of the index'), 'a/b')
    await waitFor(() => expect(asked.at(-1)?.edits).toEqual({ artifactType: 'a/b' }))
  })
})

describe('the exact JSON', () => {
  const [before, after] = [
    { a: 1, b: [2] },
    { a: 1, b: [2, 3] },
  ]
  const text = JSON.stringify(after, null, 2)
  const index = { ...samplePlan().index, body: text }

  it('marks what is new against what the target names today', async () => {
    const current = { digest: digestOf('d'), platforms: [], body: JSON.stringify(before) }
    await open({}, { index, current })
    const region = screen.getByRole('region', { name: 'The index as JSON' })
    const [mark, ...others] = within(region).getAllByRole('img', { name: 'new' })
    expect(others).toEqual([])
    expect(mark?.parentElement).toHaveTextContent('3')
    expect(region.querySelector('pre')?.textContent).toBe(text)
    expect(screen.getByText(/1 line new$/)).toBeInTheDocument()
  })

  it('has no marks where there is nothing to compare with', async () => {
    await open({}, { index, current: null })
    expect(screen.queryByRole('img', { name: 'new' })).not.toBeInTheDocument()
  })
})

it('a platform against the config needs a reason before the warning can be ticked', async () => {
  const warning = (reason: string | undefined) =>
    problem('PLATFORM_OVERRIDDEN', `It says linux/arm64${reason ? `: “${reason}”` : ', say why'}.`, {
      ...{ source: target, digest: arm64, platform: 'linux/386' },
    })
  const { user, asked } = await openPage({
    input: { ...input, edits: { platforms: { [arm64]: 'linux/386' } } },
    answer: (given) => answer(given, { problems: [warning(given.edits?.reasons?.[arm64])] }),
  })
  expect(await screen.findByRole('checkbox', { name: /say why/ })).toBeDisabled()
  await user.click(button('Show the warning'))
  expect(field('Why is it linux/386?')).toHaveFocus()
  await user.keyboard('It runs there.')
  await waitFor(() => expect(asked.at(-1)?.edits?.reasons).toEqual({ [arm64]: 'It runs there.' }))
  const told = await screen.findByRole('checkbox', { name: /“It runs there.”/ })
  expect(field('Why is it linux/386?')).toHaveFocus()
  expect(asked.at(-1)?.edits?.reasons).toEqual({ [arm64]: 'It runs there.' })
  await user.click(told)
  expect(pushButton()).toBeEnabled()
})

describe('several tags', () => {
  const done = { event: 'done', reference: target, digest: digestOf('a'), previous: null } as const
  const refused = { tag: 'latest', error: { code: 'DENIED', message: 'The registry keeps latest as it is.' } } as const

  it('each have a result, and what failed is tried again alone', async () => {
    const { stream, send, begun } = heldStream()
    const { user, onPushed } = await openPage({ input: { target, sources, tags: ['1', 'latest'] }, stream })
    await screen.findByText('app:1.0 will be created.')
    await user.click(pushButton())
    await send({ ...done, tags: ['1.0', '1'], failed: [refused] } satisfies PushEvent)
    const results = within(await screen.findByRole('list', { name: 'Results' }))
    expect(results.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      '1.0 is written.',
      '1 is written.',
      'latest was not written: The registry keeps latest as it is.',
    ])
    expect(screen.getByRole('link', { name: 'Open 1.0' })).toHaveAttribute('href', `/image/${target}`)
    expect(onPushed).not.toHaveBeenCalled()
    await user.click(button('Try latest again'))
    expect(begun.input).toMatchObject({ target, tags: ['latest'], expected: digestOf('a'), digest: digestOf('a') })
    const whole = { ...done, tags: ['1.0', 'latest'] } satisfies PushEvent
    await send(whole)
    await waitFor(() => expect(onPushed).toHaveBeenCalledWith(whole))
  })
})

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { NuqsTestingAdapter } from 'nuqs/adapters/testing'
import { Tooltip } from 'radix-ui'
import { afterEach, describe, expect, it } from 'vitest'
import { type ApiAnswer, type ApiServer, startApiServer } from '@/components/reference/api-server.fixture'
import { type SplitProblem, splitProblem } from '@/lib/compose/split-problem'
import type { SplitEvent, SplitInput, SplitPlan, SplitPushInput, SplitTag } from '@/lib/contract/split'
import { SplitWorkbench } from './split-workbench'
import type { SplitStream } from './use-split-push'

const digestOf = (letter: string) => `sha256:${letter.repeat(64)}`
const reference = 'localhost:5000/demo/app:1.0'

const sampleTag = (tag: string, changes: Partial<SplitTag> = {}): SplitTag => ({
  tag,
  platform: 'linux/amd64',
  digest: digestOf('a'),
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  size: 500,
  current: null,
  change: 'added',
  ...changes,
})
const added = sampleTag('1.0-amd64')
const changed = sampleTag('1.0-arm64', {
  platform: 'linux/arm64',
  digest: digestOf('b'),
  current: digestOf('c'),
  change: 'changed',
})
const same = sampleTag('1.0-armv7', { platform: 'linux/arm/v7', current: digestOf('a'), change: 'same' })

const samplePlan = (tags: SplitTag[], problems: SplitProblem[] = []): SplitPlan => ({
  reference,
  digest: digestOf('0'),
  tags,
  problems,
})

let server: ApiServer | undefined
afterEach(async () => {
  cleanup()
  await server?.close()
  server = undefined
})

const neverPushed: SplitStream = async function* () {}

interface Page {
  answer: (input: SplitInput) => SplitPlan | ApiAnswer
  stream?: SplitStream
  search?: string
}

async function openPage({ answer, stream = neverPushed, search = '' }: Page) {
  const asked: SplitInput[] = []
  const addresses: string[] = []
  server = await startApiServer((_url, body) => {
    asked.push(body as SplitInput)
    const given = answer(body as SplitInput)
    return 'tags' in given ? { body: given } : given
  })
  render(
    <NuqsTestingAdapter
      searchParams={search}
      hasMemory
      onUrlUpdate={({ queryString }) => void addresses.push(queryString)}
    >
      <QueryClientProvider client={new QueryClient()}>
        <Tooltip.Provider>
          <SplitWorkbench reference={reference} stream={stream} />
        </Tooltip.Provider>
      </QueryClientProvider>
    </NuqsTestingAdapter>,
  )
  return { asked, addresses, user: userEvent.setup() }
}

const pushButton = () => screen.getByRole('button', { name: /^Push/ })
const findTable = () => screen.findByRole('table', { name: /^The tags/ })
const rowOf = (tag: string) => screen.getByRole('row', { name: new RegExp(`^${tag.replaceAll('.', '\\.')}`) })
const pattern = () => screen.getByRole('textbox', { name: 'Pattern of the tags' })

describe('the plan', () => {
  it('shows each tag, its platform, what it names and what changes', async () => {
    await openPage({ answer: () => samplePlan([added, changed, same]) })
    const table = await findTable()
    expect(within(table).getAllByRole('row')).toHaveLength(4)
    expect(rowOf('1.0-amd64')).toHaveTextContent(/1\.0-amd64linux\/amd64sha256:a{12}added$/)
    expect(rowOf('1.0-arm64')).toHaveTextContent(/linux\/arm64sha256:b{12}replaced.*It names c{12} today/)
    expect(rowOf('1.0-armv7')).toHaveTextContent(/linux\/arm\/v7sha256:a{12}stays the same$/)
    expect(within(table).queryByRole('link', { name: '1.0-amd64' })).not.toBeInTheDocument()
    expect(within(table).getByRole('link', { name: '1.0-armv7' })).toHaveAttribute(
      'href',
      '/image/localhost:5000/demo/app:1.0-armv7',
    )
  })

  it('follows the form, which stands in the address', async () => {
    const { user, asked, addresses } = await openPage({
      answer: ({ naming }) => samplePlan([sampleTag(naming === 'uname' ? '1.0-x86_64' : '1.0-amd64')]),
      search: '?attestations=keep',
    })
    await findTable()
    expect(asked).toEqual([{ reference, pattern: '{tag}-{arch}', naming: 'docker', keepAttestations: true }])
    await user.click(screen.getByRole('radio', { name: 'x86_64 / aarch64' }))
    expect(screen.getByText('Planning…')).toBeInTheDocument()
    expect(pushButton()).toBeDisabled()
    expect(await screen.findByText('1.0-x86_64')).toBeInTheDocument()
    await user.click(screen.getByRole('checkbox', { name: /^Keep the attestations/ }))
    await waitFor(() => expect(addresses.at(-1)).toBe('?naming=uname'))
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ naming: 'uname', keepAttestations: false }))
  })

  it('writes a placeholder at the end, or where the caret was', async () => {
    const { user } = await openPage({ answer: () => samplePlan([added]) })
    await findTable()
    await user.click(screen.getByRole('button', { name: 'Insert {variant}' }))
    expect(pattern()).toHaveValue('{tag}-{arch}{variant}')
    await user.clear(pattern())
    await user.type(pattern(), 'v-')
    await user.click(screen.getByRole('button', { name: 'Insert {arch}' }))
    expect(pattern()).toHaveValue('v-{arch}')
    expect(pattern()).toHaveFocus()
  })

  it('says at its field what is wrong with the pattern', async () => {
    const message = 'The pattern needs {arch} or {platform}.'
    await openPage({ answer: () => samplePlan([], [splitProblem('PATTERN_INVALID', message)]) })
    expect(await screen.findByText('Correct the pattern first.')).toBeInTheDocument()
    expect(pattern()).toHaveAccessibleDescription(message)
    expect(pushButton()).toBeDisabled()
  })

  it('of a single image says so, and offers nothing to push', async () => {
    const fault = splitProblem('NOT_AN_INDEX', 'app:1.0 names one image.')
    await openPage({ answer: () => samplePlan([], [fault]) })
    expect(await screen.findByText('app:1.0 names one image.')).toBeInTheDocument()
    expect(screen.getByRole('link', { name: 'See the image' })).toHaveAttribute('href', `/image/${reference}`)
    expect(screen.queryByRole('button', { name: /^Push/ })).not.toBeInTheDocument()
  })

  it('tells its problems, the worst first, and offers to keep the attestations', async () => {
    const twice = splitProblem('TAG_TWICE', 'Two images would get one tag.')
    const left = splitProblem('ATTESTATIONS_LEFT_OUT', 'The attestation stays with the index.')
    const { user, asked } = await openPage({
      answer: ({ keepAttestations }) => samplePlan([added], keepAttestations ? [] : [left, twice]),
    })
    const problems = await screen.findByRole('list', { name: 'Problems' })
    expect(within(problems).getAllByRole('listitem')[0]).toHaveTextContent('Two images would get one tag.')
    expect(screen.getByText('Resolve the error first.')).toBeInTheDocument()
    await user.click(screen.getByRole('button', { name: 'Keep them' }))
    expect(await screen.findByText('1 tag is added.')).toBeInTheDocument()
    expect(asked.at(-1)?.keepAttestations).toBe(true)
  })

  it('says why it could not be made, and is asked for again', async () => {
    const error = { code: 'REGISTRY_UNREACHABLE', message: 'localhost:5000 does not answer.' }
    const answers: ApiAnswer[] = [{ status: 502, body: { error } }, { body: samplePlan([added]) }]
    const { user } = await openPage({ answer: () => answers.shift() ?? { status: 404, body: {} } })
    expect(await screen.findByRole('alert')).toHaveTextContent('localhost:5000 does not answer.')
    expect(screen.getByText('There is no plan to push yet.')).toBeInTheDocument()
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('1 tag is added.')).toBeInTheDocument()
  })
})

/** A stream whose events are given one by one. */
function heldStream() {
  const waiting: ((event: SplitEvent) => void)[] = []
  const begun: SplitPushInput[] = []
  const signals: AbortSignal[] = []
  const stream: SplitStream = async function* (input, signal) {
    begun.push(input)
    signals.push(signal)
    const isAborted = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    for (;;) {
      yield await Promise.race([new Promise<SplitEvent>((resolve) => waiting.push(resolve)), isAborted])
    }
  }
  const send = async (...events: SplitEvent[]) => {
    for (const event of events) {
      await waitFor(() => expect(waiting).toHaveLength(1))
      waiting.shift()?.(event)
    }
  }
  return { stream, send, begun, signals }
}

const progress = (done: number, tag: string): SplitEvent => ({
  event: 'progress',
  step: 'push',
  done,
  total: 2,
  detail: `localhost:5000/demo/app:${tag}`,
})
const resultOf = ({ tag, digest, current }: SplitTag, state: 'done' | 'same' | 'failed'): SplitEvent => ({
  event: 'tag',
  tag,
  state,
  digest,
  previous: current,
  ...(state === 'failed' ? { error: { code: 'DENIED', message: 'localhost:5000 refuses it.' } } : {}),
})
const end = (tags: string[], failed: string[]): SplitEvent => ({ event: 'done', reference, tags, failed })

describe('the push', () => {
  async function openReady() {
    const held = heldStream()
    const page = await openPage({ answer: () => samplePlan([added, changed]), stream: held.stream })
    await findTable()
    return { ...page, ...held }
  }

  it('waits until every tag that would be written over is ticked', async () => {
    const { user } = await openReady()
    expect(screen.getByText('Read and tick the tag that would be written over first.')).toBeInTheDocument()
    expect(pushButton()).toBeDisabled()
    await user.click(screen.getByRole('button', { name: 'Show the next one' }))
    const box = screen.getByRole('checkbox', { name: /^1\.0-arm64: It names c{12} today; write over it/ })
    expect(box).toHaveFocus()
    await user.keyboard(' ')
    expect(screen.getByText('1 tag is added, 1 is replaced.')).toBeInTheDocument()
    expect(screen.getByRole('button', { name: 'Push 2 tags' })).toBeEnabled()
  })

  it('shows what becomes of each tag, and tries again those that failed', async () => {
    const { user, send, begun, asked } = await openReady()
    await user.click(screen.getByRole('checkbox', { name: /write over it/ }))
    await user.click(pushButton())
    await send(progress(0, '1.0-amd64'))
    expect(await screen.findByText('Writing 1.0-amd64.')).toBeInTheDocument()
    expect(rowOf('1.0-amd64')).toHaveTextContent(/writing…$/)
    expect(rowOf('1.0-arm64')).toHaveTextContent(/waiting$/)
    await send(resultOf(added, 'done'), progress(1, '1.0-arm64'))
    await waitFor(() => expect(rowOf('1.0-amd64')).toHaveTextContent(/written$/))
    expect(screen.getByRole('progressbar', { name: 'Tags written' })).toHaveAttribute('value', '1')
    await send(resultOf(changed, 'failed'), end(['1.0-amd64'], ['1.0-arm64']))
    expect(await screen.findByRole('alert')).toHaveTextContent('1 of 2 tags name their images now; 1 tag could not be')
    expect(rowOf('1.0-arm64')).toHaveTextContent(/not writtenlocalhost:5000 refuses it\.$/)
    await user.click(screen.getByRole('button', { name: 'Try 1.0-arm64 again' }))
    await send(resultOf(added, 'same'), resultOf(changed, 'done'), end(['1.0-amd64', '1.0-arm64'], []))
    expect(await screen.findByText('2 tags name their images now.')).toBeInTheDocument()
    expect(screen.getByRole('region', { name: 'Push' })).toHaveFocus()
    expect(rowOf('1.0-arm64')).toHaveTextContent(/written$/)
    const expected = { '1.0-amd64': null, '1.0-arm64': digestOf('c') }
    expect(begun).toMatchObject([
      { reference, digest: digestOf('0'), expected },
      { reference, digest: digestOf('0'), expected },
    ])
    expect(asked).toHaveLength(1)
    expect(screen.getByRole('link', { name: 'Put one back…' })).toHaveAttribute(
      'href',
      '/history?repository=localhost:5000/demo/app',
    )
  })

  it('stops where somebody else was faster, and plans again', async () => {
    const { user, send, asked } = await openReady()
    await user.click(screen.getByRole('checkbox', { name: /write over it/ }))
    await user.click(pushButton())
    await send({ event: 'error', error: { code: 'CONFLICT', message: 'The tag 1.0-arm64 has moved.' } })
    expect(await screen.findByRole('alert')).toHaveTextContent('The tag 1.0-arm64 has moved.')
    await user.click(screen.getByRole('button', { name: 'Plan again' }))
    await waitFor(() => expect(asked).toHaveLength(2))
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  })

  it('can be cancelled', async () => {
    const { user, signals } = await openReady()
    await user.click(screen.getByRole('checkbox', { name: /write over it/ }))
    await user.click(pushButton())
    expect(pattern()).toBeDisabled()
    await user.click(await screen.findByRole('button', { name: 'Cancel' }))
    expect(signals[0]?.aborted).toBe(true)
    expect(await screen.findByText(/You stopped the push/)).toBeInTheDocument()
  })

  it('is not taken for done when the lines just end', async () => {
    const { user } = await openPage({ answer: () => samplePlan([added]) })
    await findTable()
    await user.click(pushButton())
    expect(await screen.findByText(/The connection ended before the server said/)).toBeInTheDocument()
  })

  it('is not offered where every tag is there already', async () => {
    await openPage({ answer: () => samplePlan([same]) })
    expect(await screen.findByText('Every tag names its image already; there is nothing to push.')).toBeInTheDocument()
    expect(pushButton()).toBeDisabled()
  })
})

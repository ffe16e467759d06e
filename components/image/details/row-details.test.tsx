import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import type { ApiAnswer } from '@/components/reference/api-server.fixture'
import type { ImageDetails } from '@/lib/contract/image-config'
import { type AnswerTo, renderBeforeApi } from '../api.fixture'
import { PlatformPanel } from '../platform-panel'
import { sampleImage, sampleRow } from '../sample-image.test-data'
import { layerDigest, sampleDetails } from './details.fixture'

const amd64 = sampleRow('linux/amd64', { digest: layerDigest('0') })
const arm64 = sampleRow('linux/arm64', { digest: layerDigest('1'), layers: 2 })
const image = sampleImage([amd64, arm64])
const detailsOf = 'Details of linux/arm64'

const closing: (() => Promise<unknown>)[] = []
afterEach(() => Promise.all(closing.splice(0).map((close) => close())))

async function openRow(answerTo: AnswerTo) {
  const panel = <PlatformPanel image={image} isPending={false} wanted={undefined} onWant={() => undefined} />
  const api = await renderBeforeApi(panel, answerTo)
  closing.push(api.close)
  const user = userEvent.setup()
  const button = screen.getByRole('button', { name: detailsOf })
  return { user, button, asked: api.asked }
}

const withDetails =
  (rest: Partial<ImageDetails> = {}): AnswerTo =>
  () => ({ body: sampleDetails(rest) })

/** An answer that is given when the test says so. */
function hold() {
  let give: (answer: ApiAnswer) => void = () => undefined
  const answer = new Promise<ApiAnswer>((resolve) => {
    give = resolve
  })
  return { answer, give }
}

describe('a row', () => {
  it('reads its config when it is opened, not before, and closes again', async () => {
    const refs: (string | null)[] = []
    const { user, button, asked } = await openRow((_path, parameters) => {
      refs.push(parameters.get('ref'))
      return { body: sampleDetails() }
    })
    expect(button).toHaveAttribute('aria-expanded', 'false')
    expect(asked).toEqual([])
    button.focus()
    await user.keyboard('{Enter}')
    expect(button).toHaveAttribute('aria-expanded', 'true')
    expect(await screen.findByText('["/bin/app", "--listen", "0.0.0.0"]')).toBeInTheDocument()
    expect(asked).toEqual(['/api/v1/image/config'])
    expect(refs).toEqual([`ghcr.io/org/app@${arm64.digest}`])
    await user.keyboard(' ')
    expect(button).toHaveAttribute('aria-expanded', 'false')
    expect(screen.queryByRole('region', { name: 'Config of linux/arm64' })).not.toBeInTheDocument()
  })

  it('says that it is reading, then why it could not', async () => {
    const message = 'ghcr.io has no such config.'
    const held = hold()
    const { user, button } = await openRow(() => held.answer)
    await user.click(button)
    expect(screen.getByText('Reading the config of linux/arm64…')).toBeInTheDocument()
    held.give({ status: 404, body: { error: { code: 'NOT_FOUND', message } } })
    expect(await screen.findByRole('alert')).toHaveTextContent(message)
    expect(screen.getByRole('button', { name: 'Try again' })).toBeInTheDocument()
  })

  it('says of what is not set that it is not, and links labels that are addresses', async () => {
    const labels = {
      source: 'https://example.com/app',
      script: 'javascript:alert(1)',
      hidden: 'https://a.example/\u202egpj',
    }
    const { user, button } = await openRow(withDetails({ labels }))
    await user.click(button)
    const config = within(await screen.findByRole('region', { name: 'Config of linux/arm64' }))
    expect(config.getAllByText('not set')).toHaveLength(3)
    const [link, ...others] = config.getAllByRole('link')
    expect(others).toEqual([])
    expect(link).toHaveAttribute('href', 'https://example.com/app')
    expect(link).toHaveAttribute('rel', 'noopener noreferrer nofollow ugc')
    expect(link).toHaveAccessibleName(/opens another site/)
    expect(config.getByText('U+202E')).toBeInTheDocument()
  })
})

describe('the steps', () => {
  it('stand beside the layers they made', async () => {
    const { user, button } = await openRow(withDetails())
    await user.click(button)
    const steps = within(await screen.findByRole('list', { name: 'Build steps, oldest first' })).getAllByRole(
      'listitem',
    )
    expect(steps.map((step) => step.textContent)).toEqual([
      expect.stringMatching(/^ADD rootfs.tar \/sha256:a{12}.*1 MB$/),
      'ENV A=1',
      expect.stringMatching(/^RUN makesha256:b{12}.*250 kB$/),
    ])
  })

  it('stand apart from the layers where nobody knows which made which', async () => {
    const history = [{ createdBy: 'RUN a', isEmpty: false }]
    const { user, button } = await openRow(withDetails({ history, isHistoryComplete: false }))
    await user.click(button)
    const layers = within(await screen.findByRole('list', { name: 'Layers, lowest first' })).getAllByRole('listitem')
    expect(layers).toHaveLength(2)
    expect(screen.getByText(/which step made which layer is unknown/)).toBeInTheDocument()
    expect(screen.getByRole('list', { name: 'Build steps, oldest first' })).toHaveTextContent(/^RUN a$/)
  })

  it('are cut when they are long, and shown whole on demand', async () => {
    const long = `RUN ${'x '.repeat(400)}end`
    const { user, button } = await openRow(withDetails({ history: [{ createdBy: long, isEmpty: true }] }))
    await user.click(button)
    const more = await screen.findByRole('button', { name: 'Show the whole step' })
    await user.click(more)
    expect(screen.getByRole('button', { name: 'Show less' })).toHaveAttribute('aria-expanded', 'true')
  })
})

describe('the other platforms', () => {
  const button = 'Compare with the other platforms'

  it('are read on demand only, and named at the layers they share', async () => {
    const { layers } = sampleDetails()
    const {
      user,
      button: row,
      asked,
    } = await openRow((_path, parameters) => ({
      body: parameters.get('ref')?.endsWith(amd64.digest)
        ? sampleDetails({ layers: layers.slice(1) })
        : sampleDetails(),
    }))
    await user.click(row)
    const compare = await screen.findByRole('button', { name: button })
    expect(asked).toHaveLength(1)
    await user.click(compare)
    expect(await screen.findByText('Striped: in other platforms too, 250 kB of 1.25 MB.')).toBeInTheDocument()
    expect(asked).toHaveLength(2)
    const steps = within(screen.getByRole('list', { name: 'Build steps, oldest first' })).getAllByRole('listitem')
    expect(steps.map((step) => step.textContent?.includes('also inlinux/amd64'))).toEqual([false, false, true])
  })

  it('that cannot be read are counted', async () => {
    const { user, button: row } = await openRow((_path, parameters) =>
      parameters.get('ref')?.endsWith(arm64.digest) ? { body: sampleDetails() } : undefined,
    )
    await user.click(row)
    await user.click(await screen.findByRole('button', { name: button }))
    await waitFor(() => expect(screen.getByText(/1 of 1 could not be read/)).toBeInTheDocument())
  })
})

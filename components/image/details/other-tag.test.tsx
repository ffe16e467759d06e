import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { type AnswerTo, renderBeforeApi } from '../api.fixture'
import { sampleImage } from '../sample-image.test-data'
import { layerDigest, sampleDetails } from './details.fixture'
import { OtherTag } from './other-tag'
import { otherTagReference } from './other-tag-reference'
import { sharedWithTagWords } from './shared-with-tag-words'

const closing: (() => Promise<unknown>)[] = []
afterEach(() => Promise.all(closing.splice(0).map((close) => close())))

const image = sampleImage([])
const layer = (character: string, size: number) => ({
  digest: layerDigest(character),
  size,
  mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
})

describe('another tag', () => {
  const layers = [layer('a', 1_000), layer('b', 3_000)]
  const show = async (answerTo: AnswerTo) => {
    const api = await renderBeforeApi(<OtherTag image={image} platform="linux/arm64" layers={layers} />, answerTo)
    closing.push(api.close)
    await userEvent.type(screen.getByRole('textbox'), '0.9')
    await userEvent.click(screen.getByRole('button'))
    return api.asked
  }

  it('is read when somebody asks, for the same platform', async () => {
    const asked = await show((_path, parameters) => {
      expect([parameters.get('ref'), parameters.get('platform')]).toEqual(['ghcr.io/org/app:0.9', 'linux/arm64'])
      return { body: { ...sampleDetails(), layers: [layer('b', 3_000), layer('c', 5)] } }
    })
    expect(await screen.findByText(/1 of 2 layers, 3 kB of 4 kB, are also in/)).toBeInTheDocument()
    expect(asked).toHaveLength(1)
    expect(screen.getByRole('link')).toHaveAttribute(
      'href',
      '/compare?base=ghcr.io/org/app:0.9&target=ghcr.io/org/app:1.0',
    )
  })

  it('that is not there is said', async () => {
    await show(() => undefined)
    expect(await screen.findByText('There is no such image.')).toBeInTheDocument()
  })
})

describe('what is typed', () => {
  it.each([
    ['0.9', 'ghcr.io/org/app:0.9'],
    [' :0.9 ', 'ghcr.io/org/app:0.9'],
    ['quay.io/org/app:2', 'quay.io/org/app:2'],
    [`ghcr.io/org/app@${layerDigest('a')}`, `ghcr.io/org/app@${layerDigest('a')}`],
    ['', undefined],
    ['UPPER/:', undefined],
  ])('%j means %s', (text, reference) => {
    expect(otherTagReference(image, text)).toBe(reference)
  })
})

it.each([
  [['a', 'b'], ['a', 'b'], /^All of these layers/],
  [['a', 'b'], ['c'], /^None of these layers/],
  [['a', 'b', 'c'], ['c', 'a'], /^2 of 3 layers/],
])('%j and %j in words', (own, other, words) => {
  const layersOf = (names: string[]) => names.map((name) => layer(name, 10))
  expect(sharedWithTagWords(layersOf(own), layersOf(other))).toMatch(words)
})

import { cleanup, render, screen } from '@testing-library/react'
import { Tooltip } from 'radix-ui'
import { afterEach, expect, it } from 'vitest'
import { forgetPush, rememberPush } from '@/components/reference/last-push'
import { PushedNotice } from './pushed-notice'
import { sampleImage, sampleRow } from './sample-image.test-data'

const image = sampleImage([sampleRow('linux/amd64')])
const { reference, digest } = image
const other = `sha256:${'9'.repeat(64)}`

const show = (shown = image) =>
  render(
    <Tooltip.Provider>
      <PushedNotice image={shown} />
    </Tooltip.Provider>,
  )

afterEach(() => {
  cleanup()
  forgetPush()
})

it.each([
  [null, 'Pushed. The tag did not exist before.', true],
  [other, 'Pushed. Before, the tag named sha256:999999999999', true],
  [digest, 'Pushed. The tag named this index already.', false],
])('after %s says that it is done, and leads back where something has changed', (previous, words, hasUndo) => {
  rememberPush({ reference, digest, previous })
  show()
  const notice = screen.getByRole('region', { name: 'Pushed' })
  expect(notice).toHaveTextContent(words)
  expect(notice).toHaveFocus()
  const undo = screen.queryByRole('link', { name: 'Undo…' })
  if (hasUndo) expect(undo).toHaveAttribute('href', '/history?repository=ghcr.io/org/app')
  else expect(undo).toBeNull()
})

it('is said once, and of nothing else', () => {
  rememberPush({ reference, digest, previous: null })
  show({ ...image, digest: other })
  expect(screen.queryByRole('region')).toBeNull()
  cleanup()
  rememberPush({ reference, digest, previous: null })
  show({ ...image, reference: 'ghcr.io/org/app:2.0' })
  expect(screen.queryByRole('region')).toBeNull()
  cleanup()
  rememberPush({ reference, digest, previous: null })
  show()
  expect(screen.getByRole('region')).toBeInTheDocument()
  cleanup()
  show()
  expect(screen.queryByRole('region')).toBeNull()
})

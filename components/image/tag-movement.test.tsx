import { screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import type { ApiAnswer } from '@/components/reference/api-server.fixture'
import { renderBeforeApi } from './api.fixture'
import { sampleImage } from './sample-image.test-data'
import { TagMovement } from './tag-movement'

const shown = `sha256:${'0'.repeat(64)}`
const now = `sha256:${'9'.repeat(64)}`
const pinned = `ghcr.io/org/app:1.0@${shown}`

const closing: (() => Promise<unknown>)[] = []
afterEach(() => Promise.all(closing.splice(0).map((close) => close())))

async function show(reference: string, answer?: ApiAnswer) {
  const refs: (string | null)[] = []
  const api = await renderBeforeApi(
    <TagMovement image={sampleImage([], { reference, digest: shown })} />,
    (_path, parameters) => {
      refs.push(parameters.get('ref'))
      return answer
    },
  )
  closing.push(api.close)
  return refs
}

it('says when the tag has moved, and leads to what changed', async () => {
  const refs = await show(pinned, { body: sampleImage([], { digest: now }) })
  expect(await screen.findByText('app:1.0 has moved.')).toBeInTheDocument()
  expect(screen.getByTitle(now)).toBeInTheDocument()
  expect(screen.getByRole('link', { name: 'See what changed' })).toHaveAttribute(
    'href',
    `/compare?base=${pinned}&target=ghcr.io/org/app:1.0`,
  )
  expect(refs).toEqual(['ghcr.io/org/app:1.0'])
})

it('says quietly when it has not', async () => {
  await show(pinned, { body: sampleImage([]) })
  expect(await screen.findByText(/Still what/)).toHaveTextContent('Still what app:1.0 names.')
  expect(screen.queryByRole('link')).not.toBeInTheDocument()
})

it('says when the tag is gone', async () => {
  await show(pinned)
  expect(await screen.findByText(/The tag app:1\.0 is gone/)).toBeInTheDocument()
})

it('does not call a tag gone that could not be read', async () => {
  await show(pinned, { status: 500, body: { error: { code: 'INTERNAL', message: 'Something broke.' } } })
  expect(await screen.findByText(/could not be read/)).toBeInTheDocument()
})

it.each(['ghcr.io/org/app:1.0', `ghcr.io/org/app@${shown}`])('asks nothing for %s', async (reference) => {
  const refs = await show(reference)
  expect(document.body).toHaveTextContent(/^$/)
  expect(refs).toEqual([])
})

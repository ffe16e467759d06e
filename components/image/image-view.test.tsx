import { screen } from '@testing-library/react'
import { NuqsTestingAdapter } from 'nuqs/adapters/testing'
import { afterEach, expect, it } from 'vitest'
import { renderBeforeApi } from './api.fixture'
import { ImageView } from './image-view'
import { sampleImage, sampleRow } from './sample-image.test-data'

let server: Awaited<ReturnType<typeof renderBeforeApi>>
afterEach(() => server.close())

const page = (
  <NuqsTestingAdapter>
    <ImageView reference="registry.example/team/app:1.0" />
  </NuqsTestingAdapter>
)

it('fetches by itself what the server has left to it', async () => {
  const image = sampleImage([sampleRow('linux/amd64'), sampleRow('linux/arm64')])
  server = await renderBeforeApi(page, (path) => (path === '/api/v1/image' ? { body: image } : undefined))
  expect(screen.getByRole('status')).toHaveTextContent('Reading a long list of platforms…')
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('app')
  expect(await screen.findByRole('link', { name: 'linux/arm64' })).toBeInTheDocument()
  expect(screen.queryByText('Reading a long list of platforms…')).not.toBeInTheDocument()
})

it('says why nothing came, and lets people try again', async () => {
  const message = 'registry.example could not be reached.'
  server = await renderBeforeApi(page, () => ({
    status: 403,
    body: { error: { code: 'DENIED', message } },
  }))
  expect(await screen.findByText(message)).toBeInTheDocument()
  expect(screen.getByRole('button', { name: 'Try again' })).toBeEnabled()
})

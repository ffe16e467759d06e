import { render, screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { ImageFailure } from './image-failure'

vi.mock('next/navigation', () => ({ useRouter: () => ({ refresh: vi.fn() }) }))

it('leads from an unknown tag to the tags of its repository', () => {
  render(
    <ImageFailure error={{ code: 'NOT_FOUND', message: 'ghcr.io has no such tag.' }} reference="ghcr.io/org/app:9" />,
  )
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('There is no such image')
  expect(screen.getByText('ghcr.io has no such tag.', { exact: false })).toBeInTheDocument()
  expect(screen.getByRole('link', { name: /tags/ })).toHaveAttribute('href', '/repository/ghcr.io/org/app')
})

it('gives a document that cannot be shown as it is', () => {
  const error = { code: 'REGISTRY_INVALID', message: 'It could be read in two ways.' } as const
  const { rerender } = render(
    <ImageFailure error={{ ...error, detail: { hasDocument: true } }} reference="ghcr.io/org/app:9" />,
  )
  expect(screen.getByRole('link', { name: 'Download it as it is' })).toHaveAttribute(
    'href',
    '/api/v1/raw?ref=ghcr.io%2Forg%2Fapp%3A9',
  )
  rerender(<ImageFailure error={error} reference="ghcr.io/org/app:9" />)
  expect(screen.queryByRole('link', { name: 'Download it as it is' })).not.toBeInTheDocument()
})

it('shows nothing of an image that needs a sign-in, and offers no retry that cannot help', () => {
  render(
    <ImageFailure
      error={{ code: 'UNAUTHORIZED', message: 'ghcr.io wants a sign-in.' }}
      reference="ghcr.io/org/app:9"
    />,
  )
  expect(screen.queryByRole('table')).not.toBeInTheDocument()
  expect(screen.queryByRole('button', { name: 'Try again' })).not.toBeInTheDocument()
})

it('offers to ask again when the registry may answer later', () => {
  render(
    <ImageFailure
      error={{ code: 'REGISTRY_TIMEOUT', message: 'ghcr.io took too long.' }}
      reference="ghcr.io/org/app:9"
    />,
  )
  expect(screen.getByRole('button', { name: 'Try again' })).toBeInTheDocument()
})

it('says in plain text what the registry itself said', () => {
  const detail = { registry: 'ghcr.io', registryMessage: 'try <b>later</b>' }
  render(<ImageFailure error={{ code: 'REGISTRY_UNREACHABLE', message: 'ghcr.io does not work.', detail }} />)
  expect(screen.getByText(/^ghcr\.io says:/)).toHaveTextContent('ghcr.io says: try <b>later</b>')
})

it.each([
  [{ registry: 'ghcr.io', status: 503 }, 'The registry has a problem'],
  [{ registry: 'ghcr.io' }, 'The registry cannot be reached'],
])('%j: %s', (detail, title) => {
  render(<ImageFailure error={{ code: 'REGISTRY_UNREACHABLE', message: 'It does not work.', detail }} />)
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent(title)
})

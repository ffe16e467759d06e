import { render, screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import type { ApiError, ErrorCode } from '@/lib/contract/error'
import { RepositoryFailure } from './repository-failure'

vi.mock('next/navigation', () => ({ useRouter: () => ({ refresh: vi.fn() }) }))

const repository = 'ghcr.io/org/app'
const show = (code: ErrorCode, detail?: ApiError['detail']) =>
  render(<RepositoryFailure repository={repository} error={{ code, message: 'ghcr.io refuses.', detail }} />)
const linked = () => screen.getAllByRole('link').map((link) => link.getAttribute('href'))
const signIn = `/registries?sign-in=ghcr.io&back=/repository/${repository}`

it.each<[ErrorCode, string[]]>([
  ['NOT_FOUND', ['/registry/ghcr.io', signIn, '/']],
  ['UNAUTHORIZED', [signIn, '/']],
  ['DENIED', [signIn, '/']],
  ['RATE_LIMITED', ['/']],
])('%s leads to %j', (code, hrefs) => {
  show(code)
  expect(linked()).toEqual(hrefs)
})

it.each([
  [{ registry: 'ghcr.io', status: 503 }, 'The registry has a problem'],
  [{ registry: 'ghcr.io' }, 'The registry cannot be reached'],
])('%j: %s', (detail, title) => {
  show('REGISTRY_UNREACHABLE', detail)
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent(title)
})

it.each<ErrorCode>(['UNAUTHORIZED', 'DENIED', 'NOT_FOUND', 'UNPROCESSABLE', 'TOO_LARGE', 'REGISTRY_INVALID'])(
  '%s leaves the way to a tag by its name: its list may be all that is refused',
  (code) => {
    show(code)
    const field = screen.getByRole('textbox', { name: 'Open a tag by its name' })
    expect(field).toHaveValue(`${repository}:latest`)
    expect(field).toHaveAttribute('name', 'q')
    expect(field.closest('form')).toHaveAttribute('action', '/')
  },
)

it.each<ErrorCode>(['REGISTRY_UNREACHABLE', 'REGISTRY_TIMEOUT', 'REGISTRY_NOT_ALLOWED', 'RATE_LIMITED'])(
  '%s does not, for nothing else would come of it',
  (code) => {
    show(code)
    expect(screen.queryByRole('textbox')).not.toBeInTheDocument()
  },
)

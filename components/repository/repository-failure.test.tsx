import { render, screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import type { ErrorCode } from '@/lib/contract/error'
import { RepositoryFailure } from './repository-failure'

vi.mock('next/navigation', () => ({ useRouter: () => ({ refresh: () => {} }) }))

const show = (code: ErrorCode) =>
  render(<RepositoryFailure repository="public.ecr.aws/team/app" error={{ code, message: 'No.' }} />)

it.each<ErrorCode>(['UNAUTHORIZED', 'DENIED', 'NOT_FOUND', 'UNPROCESSABLE', 'TOO_LARGE', 'REGISTRY_INVALID'])(
  '%s leaves the way to a tag by its name: its list may be all that is refused',
  (code) => {
    show(code)
    const field = screen.getByRole('textbox', { name: 'Open a tag by its name' })
    expect(field).toHaveValue('public.ecr.aws/team/app:latest')
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

import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { RefusedSignIn } from './refused-sign-in'

it('says whose sign-in was refused and what is shown instead, and leads to a new one and back', () => {
  render(<RefusedSignIn registry="ghcr.io" back="/image/ghcr.io/org/app:1" />)
  expect(screen.getByText('ghcr.io refused your stored sign-in.')).toBeInTheDocument()
  expect(screen.getByText(/What is shown is what everybody may see/)).toBeInTheDocument()
  expect(screen.getByRole('link', { name: 'Sign in again' })).toHaveAttribute(
    'href',
    '/registries?sign-in=ghcr.io&back=/image/ghcr.io/org/app:1',
  )
})

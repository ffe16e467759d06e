import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { ReferenceSearch } from './reference-search'

const push = vi.fn()
vi.mock('next/navigation', () => ({ useRouter: () => ({ push }) }))

const field = () => screen.getByRole('textbox', { name: 'Image reference' })

describe('ReferenceSearch', () => {
  beforeEach(() => push.mockClear())

  it.each([
    ['openjdk:8', '/image/docker.io/library/openjdk:8'],
    ['docker pull --platform linux/arm64 ghcr.io/org/app:1.0', '/image/ghcr.io/org/app:1.0'],
    ['https://hub.docker.com/_/openjdk', '/image/docker.io/library/openjdk:latest'],
    ['ghcr.io', '/registry/ghcr.io'],
    [
      '  localhost:5000/team/app@sha256:'.concat('a'.repeat(64)),
      `/image/localhost:5000/team/app@sha256:${'a'.repeat(64)}`,
    ],
  ])('goes from %s to its page', async (text, href) => {
    render(<ReferenceSearch />)
    await userEvent.click(field())
    await userEvent.paste(text)
    await userEvent.keyboard('{Enter}')
    expect(push).toHaveBeenCalledExactlyOnceWith(href)
  })

  it('says under the field what to write instead, and forgets it at the next stroke', async () => {
    render(<ReferenceSearch />)
    await userEvent.type(field(), 'OpenJDK:8{Enter}')
    expect(push).not.toHaveBeenCalled()
    expect(field()).toBeInvalid()
    expect(field()).toHaveAccessibleDescription(/did you mean “openjdk”/)
    await userEvent.type(field(), 'x')
    expect(field()).not.toBeInvalid()
  })

  it('says that a digest alone has no place', async () => {
    render(<ReferenceSearch />)
    await userEvent.click(field())
    await userEvent.paste(`sha256:${'a'.repeat(64)}`)
    await userEvent.keyboard('{Enter}')
    expect(push).not.toHaveBeenCalled()
    expect(field()).toHaveAccessibleDescription(/does not say where it is kept/)
  })

  it('shows the sentence that the server found for a form sent without scripts', () => {
    render(<ReferenceSearch isLarge initialText="a b" initialError="An image reference has no spaces." />)
    expect(field()).toHaveValue('a b')
    expect(field()).toHaveAccessibleDescription('An image reference has no spaces.')
    expect(field()).toHaveAttribute('name', 'q')
    expect(field().closest('form')).toHaveAttribute('action', '/')
  })

  it('takes the cursor at a slash', async () => {
    render(<ReferenceSearch />)
    await userEvent.keyboard('/')
    expect(field()).toHaveFocus()
    expect(field()).toHaveValue('')
  })

  it('leaves a slash to the field in which it is written', async () => {
    render(
      <>
        <input aria-label="other" />
        <ReferenceSearch />
      </>,
    )
    await userEvent.type(screen.getByRole('textbox', { name: 'other' }), 'a/b')
    expect(screen.getByRole('textbox', { name: 'other' })).toHaveValue('a/b')
    expect(field()).not.toHaveFocus()
  })
})

import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Tooltip } from 'radix-ui'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { readCompareFields } from './compare-fields'
import { CompareForm } from './compare-form'

const push = vi.fn()
vi.mock('next/navigation', () => ({ useRouter: () => ({ push }) }))
beforeEach(() => push.mockReset())

function show(query: Record<string, string> = {}) {
  render(
    <Tooltip.Provider>
      <CompareForm fields={readCompareFields(query)} />
    </Tooltip.Provider>,
  )
  return userEvent.setup()
}

const field = (name: string) => screen.getByRole('textbox', { name })

describe('CompareForm', () => {
  it('leads to the comparison of what people paste', async () => {
    const user = show()
    await user.type(field('Before'), 'docker pull openjdk:8')
    await user.type(field('After'), 'openjdk:11{Enter}')
    expect(push).toHaveBeenCalledWith('/compare?base=docker.io/library/openjdk:8&target=docker.io/library/openjdk:11')
  })

  it('says under each field what is wrong, and goes nowhere', async () => {
    const user = show()
    await user.type(field('Before'), 'Team/App:1')
    await user.click(screen.getByRole('button', { name: 'Compare' }))
    expect(field('Before')).toHaveAccessibleDescription(/lower-case/)
    expect(field('After')).toHaveAccessibleDescription(/Name an image/)
    expect(push).not.toHaveBeenCalled()
    await user.type(field('After'), 'a')
    expect(field('After')).not.toHaveAccessibleDescription()
  })

  it('says what is wrong with the address it was opened with', () => {
    show({ base: 'ghcr.io/org/app:1', target: 'a b' })
    expect(field('Before')).toHaveValue('ghcr.io/org/app:1')
    expect(field('Before')).not.toHaveAccessibleDescription()
    expect(field('After')).toHaveAccessibleDescription(/no spaces/)
  })

  it('swaps the two and compares again', async () => {
    const user = show({ base: 'ghcr.io/org/app:1', target: 'ghcr.io/org/app:2' })
    await user.click(screen.getByRole('button', { name: 'Swap before and after' }))
    expect(push).toHaveBeenCalledWith('/compare?base=ghcr.io/org/app:2&target=ghcr.io/org/app:1')
    expect(field('Before')).toHaveValue('ghcr.io/org/app:2')
  })

  it('swaps a lone one without going anywhere', async () => {
    const user = show({ base: 'ghcr.io/org/app:1' })
    await user.click(screen.getByRole('button', { name: 'Swap before and after' }))
    expect([field('Before'), field('After')].map((input) => input.getAttribute('value'))).toEqual([
      '',
      'ghcr.io/org/app:1',
    ])
    expect(push).not.toHaveBeenCalled()
  })

  it('sends itself where there are no scripts', () => {
    show()
    const form = field('Before').closest('form')
    expect(form).toHaveAttribute('action', '/compare')
    expect(form).toHaveAttribute('method', 'get')
    expect([field('Before'), field('After')].map((input) => input.getAttribute('name'))).toEqual(['base', 'target'])
  })
})

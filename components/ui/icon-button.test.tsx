import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Tooltip } from 'radix-ui'
import { expect, it } from 'vitest'
import { IconButton } from './icon-button'

it('is read once: the tooltip says nothing besides its name', async () => {
  render(
    <Tooltip.Provider delayDuration={0}>
      <IconButton label="Check ghcr.io again">↻</IconButton>
    </Tooltip.Provider>,
  )
  await userEvent.tab()
  expect(await screen.findByRole('tooltip')).toHaveTextContent('Check ghcr.io again')
  const button = screen.getByRole('button', { name: 'Check ghcr.io again' })
  expect(button).toHaveFocus()
  expect(button).not.toHaveAccessibleDescription()
})

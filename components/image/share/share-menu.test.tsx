import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { sampleImage } from '../sample-image.test-data'
import { ShareMenu } from './share-menu'

it('copies what is pressed and says so', async () => {
  const user = userEvent.setup()
  window.happyDOM.setURL('http://islands.example/')
  const copied: string[] = []
  document.execCommand = () => {
    copied.push(document.querySelector('textarea')?.value ?? '')
    return true
  }
  render(<ShareMenu image={sampleImage([])} platform={undefined} machine="linux/arm64" />)
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
  await user.click(screen.getByRole('button', { name: 'Share' }))
  await user.click(screen.getByRole('button', { name: 'Copy Markdown' }))
  await waitFor(() => expect(screen.getByText('Copied')).toBeInTheDocument())
  expect(copied).toEqual([
    '[`ghcr.io/org/app:1.0`](http://islands.example/image/ghcr.io/org/app:1.0?machine=linux/arm64)',
  ])
})

import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CopyButton } from './copy-button'

const digest = `sha256:${'a'.repeat(64)}`

/** Stands in for the browser: what is selected when `copy` is asked for. */
function recordCopies(isAllowed: boolean): string[] {
  const copied: string[] = []
  document.execCommand = (command) => {
    const field = document.querySelector('textarea')
    if (command === 'copy' && isAllowed && field) copied.push(field.value)
    return isAllowed
  }
  return copied
}

const press = () => fireEvent.click(screen.getByRole('button', { name: 'Copy digest' }))
const announced = (text: string) => waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(text))

describe('CopyButton on plain http, where there is no navigator.clipboard', () => {
  beforeEach(() => vi.stubGlobal('isSecureContext', false))
  afterEach(() => vi.unstubAllGlobals())

  it('copies the whole text by a selection, says so, and leaves nothing behind', async () => {
    const copied = recordCopies(true)
    render(<CopyButton text={digest} label="Copy digest" />)
    press()
    await announced('Copied')
    expect(copied).toEqual([digest])
    expect(document.querySelector('textarea')).toBeNull()
  })

  it('asks for a text that is known at the press only', async () => {
    const copied = recordCopies(true)
    render(<CopyButton text={() => 'http://localhost/image/openjdk:8'} label="Copy digest" />)
    press()
    await announced('Copied')
    expect(copied).toEqual(['http://localhost/image/openjdk:8'])
  })

  it('says when the browser refuses', async () => {
    recordCopies(false)
    render(<CopyButton text={digest} label="Copy digest" />)
    press()
    await announced('Could not copy')
  })
})

describe('CopyButton on a secure origin', () => {
  beforeEach(() => vi.stubGlobal('isSecureContext', true))
  afterEach(() => {
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
  })

  it('uses the clipboard', async () => {
    const copied = recordCopies(true)
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    render(<CopyButton text={digest} label="Copy digest" />)
    press()
    await announced('Copied')
    expect(write).toHaveBeenCalledWith(digest)
    expect(copied).toEqual([])
  })

  it('falls back when the clipboard is refused', async () => {
    const copied = recordCopies(true)
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('denied'))
    render(<CopyButton text={digest} label="Copy digest" />)
    press()
    await announced('Copied')
    expect(copied).toEqual([digest])
  })
})

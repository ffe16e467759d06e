import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import type { Image } from '@/lib/contract/image'
import { PlatformPanel } from './platform-panel'
import { sampleImage, sampleRow } from './sample-image.test-data'

const windows = ['windows/amd64 (10.0.17763.7678)', 'windows/amd64 (10.0.20348.4052)'] as const

function show(image: Image, rest: Partial<Parameters<typeof PlatformPanel>[0]> = {}) {
  const onWant = vi.fn()
  render(<PlatformPanel image={image} isPending={false} wanted={undefined} onWant={onWant} {...rest} />)
  return onWant
}

function rowOf(platform: string): HTMLElement {
  const row = screen
    .getAllByRole('rowheader')
    .find(({ textContent }) => textContent?.includes(platform))
    ?.closest('tr')
  if (!row) throw new Error(`no row for ${platform}`)
  return row
}

describe('PlatformPanel', () => {
  it('shows every platform from the index alone, and says that the rest is on its way', () => {
    show(sampleImage([sampleRow('linux/amd64'), sampleRow('linux/arm64')], { detail: 'index' }), { isPending: true })
    expect(screen.getAllByRole('rowheader').map((cell) => cell.textContent)).toEqual([
      expect.stringContaining('linux/amd64'),
      expect.stringContaining('linux/arm64'),
    ])
    expect(screen.getByText('Reading sizes and times…')).toBeInTheDocument()
    expect(screen.queryByText('unknown')).not.toBeInTheDocument()
  })

  it('shows sizes, layers and times as they are', () => {
    show(sampleImage([sampleRow('linux/arm64', { size: 204_112_331, layers: 7, created: '2026-05-01T00:00:00Z' })]))
    const row = within(rowOf('linux/arm64'))
    expect(row.getAllByText('204 MB')[0]).toHaveAttribute('title', '204,112,331 bytes')
    expect(row.getByText('7')).toBeInTheDocument()
    expect(row.getAllByTitle('2026-05-01 00:00 UTC')[0]).toHaveAttribute('datetime', '2026-05-01T00:00:00Z')
    expect(screen.queryByText('Reading sizes and times…')).not.toBeInTheDocument()
  })

  it('calls what could not be learned unknown, never 0', () => {
    show(sampleImage([sampleRow('linux/s390x')]))
    expect(within(rowOf('linux/s390x')).getAllByText('unknown').length).toBeGreaterThanOrEqual(3)
    expect(screen.queryByText(/^0/)).not.toBeInTheDocument()
  })

  it('says what is wrong with one row under that row, and keeps the others', () => {
    const message = 'The registry no longer has this image.'
    show(
      sampleImage([
        sampleRow('linux/amd64', { size: 10 }),
        sampleRow('linux/arm64', { problems: [{ code: 'CHILD_MISSING', message }] }),
      ]),
    )
    expect(rowOf('linux/arm64').parentElement).toHaveTextContent(message)
    expect(rowOf('linux/amd64').parentElement).not.toHaveTextContent(message)
    expect(screen.getByText('Problem with linux/arm64:', { exact: false })).toBeInTheDocument()
  })

  it('keeps two Windows builds of one architecture apart and marks both when the version is not said', () => {
    show(sampleImage([sampleRow('linux/amd64'), ...windows.map((name) => sampleRow(name))]), {
      wanted: 'windows/amd64',
    })
    for (const name of windows)
      expect(within(rowOf(name)).getByRole('rowheader')).toHaveAttribute('aria-current', 'true')
    expect(within(rowOf('linux/amd64')).getByRole('rowheader')).not.toHaveAttribute('aria-current')
  })

  it('links each row to itself; a press marks it without leaving the page', async () => {
    const onWant = show(sampleImage([sampleRow('linux/arm/v7')]))
    const link = screen.getByRole('link', { name: 'linux/arm/v7' })
    expect(link).toHaveAttribute('href', '/image/ghcr.io/org/app:1.0?platform=linux/arm/v7')
    await userEvent.click(link)
    expect(onWant).toHaveBeenCalledWith('linux/arm/v7')
  })

  it('attaches SBOM and provenance to the platform they describe', () => {
    const predicateTypes = ['https://spdx.dev/Document', 'https://slsa.dev/provenance/v1']
    const digest = `sha256:${'e'.repeat(64)}`
    show(
      sampleImage([sampleRow('linux/amd64', { attestations: [{ digest, predicateTypes }] }), sampleRow('linux/arm64')]),
    )
    const [list] = screen.getAllByRole('list', { name: 'Attached to linux/amd64' })
    if (!list) throw new Error('no list')
    const chips = within(list).getAllByRole('button')
    expect(chips.map((chip) => chip.textContent)).toEqual(['SBOM', 'Provenance'])
    expect(screen.queryByRole('list', { name: 'Attached to linux/arm64' })).not.toBeInTheDocument()
  })

  it('links an attestation of which nobody knows what it states', () => {
    const digest = `sha256:${'e'.repeat(64)}`
    show(sampleImage([sampleRow('linux/amd64', { attestations: [{ digest, predicateTypes: [] }] })]))
    for (const link of screen.getAllByRole('link', { name: 'Attestation' }))
      expect(link).toHaveAttribute('href', `/image/ghcr.io/org/app@${digest}`)
  })

  it('shows many platforms, each once, even when the index repeats an entry', () => {
    const rows = Array.from({ length: 60 }, (_, index) => sampleRow(`linux/cpu${index}`))
    show(sampleImage([...rows, ...rows.slice(0, 1)]))
    expect(screen.getByRole('heading', { name: '61 platforms' })).toBeInTheDocument()
    expect(screen.getAllByRole('rowheader')).toHaveLength(61)
  })

  it('says so when there are none', () => {
    show(sampleImage([]))
    expect(screen.getByText('No platforms')).toBeInTheDocument()
    expect(screen.queryByRole('table')).not.toBeInTheDocument()
  })

  it('offers the commands of a row, by tag and pinned by its own digest', async () => {
    const user = userEvent.setup()
    const row = sampleRow('linux/arm64')
    show(sampleImage([row]))
    await user.click(screen.getByRole('button', { name: 'Pull linux/arm64' }))
    expect(screen.getByText('docker pull --platform linux/arm64 ghcr.io/org/app:1.0')).toBeInTheDocument()
    await user.click(screen.getByRole('radio', { name: 'Pinned by digest' }))
    expect(screen.getByText(`FROM --platform=linux/arm64 ghcr.io/org/app@${row.digest}`)).toBeInTheDocument()
  })
})

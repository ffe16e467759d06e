import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import type { AttestationEvent, AttestedDocument } from '@/lib/contract/attestation'
import { renderBeforeApi } from '../api.fixture'
import { AttestationPane } from './attestation-pane'

const closing: (() => Promise<unknown>)[] = []
afterEach(() => Promise.all(closing.splice(0).map((close) => close())))

const digest = `sha256:${'a'.repeat(64)}`
const commit = '77b839051c1796c77a5383f1570585c7f3ff70ea'

function document(rest: Partial<AttestedDocument> = {}): AttestedDocument {
  const entry = { digest, mediaType: 'application/vnd.in-toto+json', size: 1200 }
  return { event: 'document', ...entry, isSigned: false, subjects: [], describes: 'yes', documents: [entry], ...rest }
}

async function show(lines: Iterable<AttestationEvent> | AsyncIterable<AttestationEvent>) {
  const api = await renderBeforeApi(<Closable />, () => ({ lines }))
  closing.push(api.close)
  return api
}

function Closable() {
  const [isOpen, setIsOpen] = useState(true)
  if (!isOpen) return null
  return (
    <AttestationPane title="Provenance" repository="ghcr.io/org/app" digest={digest} onClose={() => setIsOpen(false)} />
  )
}

describe('a pane', () => {
  it('shows who built the image, and that it is this image', async () => {
    const provenance = {
      builder: 'https://ci.example.com/7',
      commit,
      started: '2026-06-02T09:11:00Z',
      finished: '2026-06-02T09:12:44Z',
      parameters: [{ name: 'VERSION', value: '1.0' }],
      materials: [{ uri: 'pkg:docker/alpine@3.20' }],
    }
    await show([document({ provenance, predicateType: 'https://slsa.dev/provenance/v1' }), { event: 'done' }])
    expect(await screen.findByText(commit)).toBeInTheDocument()
    expect(screen.getByText('describes this image')).toBeInTheDocument()
    expect(screen.getByText('SLSA v1')).toBeInTheDocument()
    expect(screen.getByText(/after 104 s/)).toBeInTheDocument()
    expect(screen.getByText('VERSION')).toBeInTheDocument()
    expect(screen.getByRole('link', { name: 'alpine:3.20' })).toHaveAttribute(
      'href',
      '/image/docker.io/library/alpine:3.20',
    )
    expect(screen.getAllByText('not stated').length).toBeGreaterThan(0)
  })

  it('finds packages', async () => {
    const packages = [
      { name: 'zlib1g', version: '1.2.13', licenses: ['Zlib'] },
      { name: 'bash', licenses: [] },
    ]
    const sbom = { format: 'SPDX' as const, tools: [], packageCount: 2 }
    await show([document({ sbom }), { event: 'packages', packages }, { event: 'done' }])
    expect(await screen.findByText('2 packages')).toBeInTheDocument()
    await userEvent.type(screen.getByRole('searchbox'), 'zlib')
    expect(await screen.findByText('found 1 of 2')).toBeInTheDocument()
  })

  it('warns of a document about another image', async () => {
    const subjects = [{ digests: [`sha256:${'b'.repeat(64)}`] }]
    await show([document({ describes: 'no', subjects }), { event: 'done' }])
    expect(await screen.findByText('This document describes another image.')).toBeInTheDocument()
    expect(screen.queryByText('describes this image')).not.toBeInTheDocument()
  })

  it('says what went wrong on the way', async () => {
    const message = 'Nothing of this document is shown.'
    await show([{ event: 'error', error: { code: 'REGISTRY_INVALID', message } }])
    expect(await screen.findByRole('alert')).toHaveTextContent(message)
  })

  it('takes a stream that just ends for a failure', async () => {
    await show([document()])
    expect(await screen.findByText(/connection ended/, {}, { timeout: 4_000 })).toBeInTheDocument()
  })

  it('shows how far it is, and stops reading when it is closed', async () => {
    let end = () => {}
    const ended = new Promise<void>((resolve) => {
      end = resolve
    })
    async function* slowly(): AsyncGenerator<AttestationEvent> {
      yield { event: 'progress', done: 1_050_000, total: 4_190_000 }
      await ended
    }
    const { left } = await show(slowly())
    expect(await screen.findByText('1.05 MB of 4.19 MB')).toBeInTheDocument()
    expect(screen.getByRole('progressbar')).toHaveAttribute('value', '1050000')
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }))
    await expect.poll(() => left).toHaveLength(1)
    end()
  })
})

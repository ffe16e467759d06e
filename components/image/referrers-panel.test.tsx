import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import type { Referrer } from '@/lib/contract/image-config'
import { type AnswerTo, renderBeforeApi } from './api.fixture'
import { referrerName } from './referrer-name'
import { ReferrersPanel } from './referrers-panel'
import { sampleImage } from './sample-image.test-data'

const closing: (() => Promise<unknown>)[] = []
afterEach(() => Promise.all(closing.splice(0).map((close) => close())))

function referrer(character: string, rest: Partial<Referrer>): Referrer {
  const mediaType = 'application/vnd.oci.image.manifest.v1+json'
  return { digest: `sha256:${character.repeat(64)}`, mediaType, size: 700, annotations: {}, ...rest }
}

async function show(answerTo: AnswerTo, isReady = true) {
  const api = await renderBeforeApi(<ReferrersPanel image={sampleImage([])} isReady={isReady} />, answerTo)
  closing.push(api.close)
  return api.asked
}

const listing =
  (...referrers: Referrer[]): AnswerTo =>
  () => ({ body: { reference: 'ghcr.io/org/app:1.0', digest: `sha256:${'0'.repeat(64)}`, referrers } })

describe('ReferrersPanel', () => {
  it('links what is attached, in words', async () => {
    await show(
      listing(
        referrer('a', { artifactType: 'application/vnd.cncf.notary.signature' }),
        referrer('b', { artifactType: 'application/spdx+json' }),
      ),
    )
    expect(await screen.findByRole('link', { name: 'Signature (notation)' })).toHaveAttribute(
      'href',
      `/image/ghcr.io/org/app@sha256:${'a'.repeat(64)}`,
    )
    expect(screen.getByRole('link', { name: 'SBOM (SPDX)' })).toBeInTheDocument()
  })

  it('opens what states something, and not a signature', async () => {
    const content = {
      event: 'document',
      digest: `sha256:${'c'.repeat(64)}`,
      mediaType: 'application/spdx+json',
      size: 90,
      isSigned: false,
      subjects: [],
      describes: 'unknown',
      sbom: { format: 'SPDX', tools: [], packageCount: 0 },
      documents: [],
    }
    await show((path, parameters) => {
      if (path === '/api/v1/attestation') {
        expect(parameters.get('subject')).toBe(`sha256:${'0'.repeat(64)}`)
        return { lines: [content, { event: 'done' }] }
      }
      return listing(
        referrer('a', { artifactType: 'application/vnd.cncf.notary.signature' }),
        referrer('b', { artifactType: 'application/spdx+json' }),
      )(path, parameters)
    })
    await userEvent.click(await screen.findByRole('button', { name: 'Open SBOM (SPDX)' }))
    expect(await screen.findByText('0 packages')).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: /Signature/ })).not.toBeInTheDocument()
  })

  it('tells what refers to the image by the registry’s list alone', async () => {
    await show(
      listing(referrer('a', { artifactType: 'a/b', isUnproven: true }), referrer('b', { artifactType: 'c/d' })),
    )
    expect(await screen.findAllByText('only listed; its document was not read')).toHaveLength(1)
  })

  it('says that there is nothing', async () => {
    await show(listing())
    expect(await screen.findByText(/ghcr\.io knows of no signature/)).toBeInTheDocument()
  })

  it('fails with a sentence, not with an alarm', async () => {
    const message = 'ghcr.io does not say what refers to an image.'
    await show(() => ({ status: 403, body: { error: { code: 'DENIED', message } } }))
    expect(await screen.findByText(`What is attached could not be listed. ${message}`)).toBeInTheDocument()
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  })

  it('asks nothing before the table stands', async () => {
    expect(await show(listing(), false)).toEqual([])
    expect(screen.getByRole('heading', { name: 'Attached to this image' })).toBeInTheDocument()
  })
})

describe('referrerName', () => {
  const bundle = 'application/vnd.dev.sigstore.bundle.v0.3+json'
  const predicate = (type: string) => ({ 'dev.sigstore.bundle.predicateType': type })
  it.each([
    [bundle, {}, 'Signature (Sigstore bundle)'],
    [bundle, predicate('https://sigstore.dev/cosign/sign/v1'), 'Signature (Sigstore bundle)'],
    [bundle, predicate('https://slsa.dev/provenance/v1'), 'Provenance (Sigstore bundle)'],
    [bundle, predicate('https://spdx.dev/Document'), 'SBOM (Sigstore bundle)'],
    ['application/vnd.dev.cosign.artifact.sig.v1+json', {}, 'Signature (cosign)'],
    ['application/vnd.dev.cosign.signature', {}, 'Signature (cosign)'],
    ['application/vnd.dev.cosign.attestation', {}, 'Attestation (cosign)'],
    ['application/vnd.dev.cosign.sbom', {}, 'SBOM (cosign)'],
    ['application/vnd.cyclonedx+json', {}, 'SBOM (CycloneDX)'],
    ['application/vnd.openvex+json', {}, 'Statement on vulnerabilities (VEX)'],
    ['application/sarif+json', {}, 'Vulnerability report'],
    ['application/vnd.in-toto+json', {}, 'Attestation (in-toto)'],
    ['application/vnd.example.thing', {}, 'Another artifact'],
    [undefined, {}, 'An artifact without a type'],
  ])('%s %j is %s', (artifactType, annotations, name) => {
    expect(referrerName({ ...(artifactType ? { artifactType } : {}), annotations })).toBe(name)
  })
})

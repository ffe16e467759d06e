import { Braces } from 'lucide-react'
import { UntrustedText } from '@/components/reference/untrusted-text'
import { buttonClass } from '@/components/ui/button-class'
import { ByteSize } from '@/components/ui/byte-size'
import { Chip } from '@/components/ui/chip'
import { type AttestationInput, type AttestedDocument, readAttestationEndpoint } from '@/lib/contract/attestation'
import { endpointUrl } from '@/lib/contract/call-api'
import { attestationName } from '../attestation-name'
import type { OpenedAttestation } from './use-attestation'

interface AttestationHeadProps {
  title: string
  input: AttestationInput
  opened: OpenedAttestation | undefined
}

/** `SLSA v0.2`, `SPDX 2.3`; the type in full where it has no such name. */
function kindOf({ predicateType, provenance, sbom }: AttestedDocument): string {
  if (sbom) return [sbom.format, sbom.formatVersion].filter(Boolean).join(' ')
  if (provenance) return `SLSA ${/v[\d.]+$/.exec(predicateType ?? '')?.[0] ?? ''}`.trim()
  return predicateType ? attestationName(predicateType) : 'of an unknown kind'
}

export function AttestationHead({ title, input, opened }: AttestationHeadProps) {
  const document = opened?.document
  return (
    <>
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2.5 gap-y-0.5">
        <h3 className="font-semibold text-sm">{title}</h3>
        {document ? (
          <>
            <span className="text-ink-muted text-xs">
              <UntrustedText text={kindOf(document)} />
            </span>
            {document.describes === 'yes' ? (
              <Chip tone="success" title="Its subject is this image’s digest">
                describes this image
              </Chip>
            ) : null}
            {document.isSigned ? <Chip title="Archipelago does not check signatures">signed, not checked</Chip> : null}
            <ByteSize bytes={document.size} className="text-ink-faint text-xs" />
          </>
        ) : null}
      </div>
      <a
        href={endpointUrl(readAttestationEndpoint, input)}
        title="What is shown here, from the API"
        className={buttonClass('ghost', 'sm')}
      >
        <Braces aria-hidden className="size-3.5 shrink-0" />
        <span className="max-sm:sr-only">As JSON</span>
      </a>
    </>
  )
}

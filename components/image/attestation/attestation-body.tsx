import { UntrustedText } from '@/components/reference/untrusted-text'
import { Notice } from '@/components/ui/notice'
import type { AttestedDocument } from '@/lib/contract/attestation'
import { shortDigest } from '@/lib/oci/digest'
import { PackageList } from './package-list'
import { ProvenanceFacts } from './provenance-facts'
import { SbomFacts } from './sbom-facts'
import type { OpenedAttestation } from './use-attestation'

export function AttestationBody({ document, packages }: OpenedAttestation) {
  const { provenance, sbom, predicateType } = document
  return (
    <>
      <SubjectNotice document={document} />
      {provenance ? <ProvenanceFacts provenance={provenance} /> : null}
      {sbom ? (
        <>
          <SbomFacts sbom={sbom} packages={packages} />
          <PackageList packages={packages} />
        </>
      ) : null}
      {provenance || sbom ? null : (
        <p className="text-ink-muted text-sm">
          {predicateType ? (
            <>
              This is a statement of the type{' '}
              <code className="font-mono text-xs">
                <UntrustedText text={predicateType} />
              </code>
              , which is not taken apart here.
            </>
          ) : (
            'This is neither provenance nor a bill of materials, so there is nothing to take apart here.'
          )}
        </p>
      )}
    </>
  )
}

function SubjectNotice({ document: { describes, subjects } }: { document: AttestedDocument }) {
  if (describes === 'yes') return null
  if (describes === 'unknown')
    return <p className="text-ink-muted text-xs">It does not say which image it describes.</p>
  const [other] = subjects.flatMap(({ digests }) => digests)
  return (
    <Notice tone="warning" title="This document describes another image.">
      It speaks of{' '}
      <code title={other} className="font-mono text-xs">
        <UntrustedText text={shortDigest(other ?? '')} />
      </code>
      ; do not take it for a description of this one.
    </Notice>
  )
}

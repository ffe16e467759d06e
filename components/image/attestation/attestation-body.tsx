import { Digest } from '@/components/reference/digest'
import { UntrustedText } from '@/components/reference/untrusted-text'
import { Notice } from '@/components/ui/notice'
import type { AttestedDocument } from '@/lib/contract/attestation'
import { imageHref } from '@/lib/contract/links'
import { isDigest, shortDigest } from '@/lib/oci/digest'
import { PackageList } from './package-list'
import { ProvenanceFacts } from './provenance-facts'
import { SbomFacts } from './sbom-facts'
import type { OpenedAttestation } from './use-attestation'

interface AttestationBodyProps extends OpenedAttestation {
  /** `registry/repository` */
  repository: string
}

export function AttestationBody({ document, packages, repository }: AttestationBodyProps) {
  const { provenance, sbom, predicateType } = document
  return (
    <>
      <SubjectNotice document={document} repository={repository} />
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

interface SubjectNoticeProps {
  document: AttestedDocument
  repository: string
}

function SubjectNotice({ document: { describes, subjects }, repository }: SubjectNoticeProps) {
  if (describes === 'yes') return null
  const [other] = subjects.flatMap(({ digests }) => digests)
  if (describes === 'unknown' && isDigest(other))
    return (
      <p className="flex flex-wrap items-center gap-x-1 text-ink-muted text-xs">
        It describes <Digest digest={other} of="the image it describes" href={imageHref(`${repository}@${other}`)} />
      </p>
    )
  if (describes === 'unknown')
    return <p className="text-ink-muted text-xs">It does not say which image it describes.</p>
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

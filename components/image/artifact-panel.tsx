'use client'
import { FileText } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { Image } from '@/lib/contract/image'
import { isStatementMediaType } from '@/lib/oci/media-type'
import { artifactName, isSchema1 } from './artifact-kind'
import { AttestationPane } from './attestation/attestation-pane'

export function ArtifactPanel({ image }: { image: Image }) {
  if (isSchema1(image)) return null
  const { artifactType } = image
  const name = artifactName(artifactType) ?? 'an artifact'
  return (
    <>
      <Notice title={`This is ${name}, not an image.`}>
        It has no platforms and cannot be run; <Code>oras pull</Code> fetches it.
        {artifactType ? (
          <>
            {' '}
            Its type is <Code>{artifactType}</Code>.
          </>
        ) : null}
      </Notice>
      {artifactType !== undefined && isStatementMediaType(artifactType) ? <OpenedDocument image={image} /> : null}
    </>
  )
}

/** What an attestation or SBOM says, read when somebody wants it. */
function OpenedDocument({ image }: { image: Image }) {
  const [isOpen, setIsOpen] = useState(false)
  if (!isOpen)
    return (
      <Button
        className="self-start"
        onClick={() => setIsOpen(true)}
        icon={<FileText aria-hidden className="size-3.5" />}
      >
        Open what it says
      </Button>
    )
  return (
    <AttestationPane
      title="What it says"
      repository={`${image.registry}/${image.repository}`}
      digest={image.digest}
      onClose={() => setIsOpen(false)}
    />
  )
}

function Code({ children }: { children: string }) {
  return <code className="font-mono text-xs [overflow-wrap:anywhere]">{children}</code>
}

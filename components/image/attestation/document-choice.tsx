import { Button } from '@/components/ui/button'
import type { AttestedDocument } from '@/lib/contract/attestation'
import { attestationName } from '../attestation-name'

interface DocumentChoiceProps {
  document: AttestedDocument
  onChoose: (digest: string) => void
}

/** For manifests that hold several documents. */
export function DocumentChoice({ document, onChoose }: DocumentChoiceProps) {
  const { documents, digest } = document
  if (documents.length < 2) return null
  return (
    <fieldset aria-label="Documents in this manifest" className="flex flex-wrap gap-1.5">
      {documents.map((entry, index) => (
        <Button
          key={entry.digest}
          size="sm"
          aria-pressed={entry.digest === digest}
          className="aria-pressed:border-accent aria-pressed:bg-accent-soft"
          onClick={() => onChoose(entry.digest)}
        >
          {entry.predicateType ? attestationName(entry.predicateType) : `Document ${index + 1}`}
        </Button>
      ))}
    </fieldset>
  )
}

import { Button } from '@/components/ui/button'
import type { Image, PlatformRow } from '@/lib/contract/image'
import { attestationName } from '../attestation-name'
import { AttestationPane } from './attestation-pane'
import type { ChosenDocument } from './chosen-document'

interface RowAttestationsProps {
  image: Image
  row: PlatformRow
  opened: ChosenDocument | undefined
  onOpen: (document: ChosenDocument | undefined) => void
}

/** What is attached to a platform, each a button that opens it here. */
export function RowAttestations({ image, row, opened, onOpen }: RowAttestationsProps) {
  const documents = row.attestations.flatMap(({ digest, predicateTypes = [] }) =>
    predicateTypes.map((predicateType) => ({ digest, predicateType })),
  )
  if (documents.length === 0) return null
  const isOpen = ({ digest, predicateType }: ChosenDocument) =>
    opened?.digest === digest && opened.predicateType === predicateType
  return (
    <section aria-label={`Attached to ${row.platform}`} className="mb-5 flex min-w-0 flex-col gap-2">
      <div className="flex flex-wrap items-center gap-1.5">
        <h3 className="mr-1.5 font-semibold text-sm">Attached</h3>
        {documents.map((document) => (
          <Button
            key={`${document.digest} ${document.predicateType}`}
            size="sm"
            aria-expanded={isOpen(document)}
            className="aria-expanded:border-accent aria-expanded:bg-accent-soft"
            onClick={() => onOpen(isOpen(document) ? undefined : document)}
          >
            {attestationName(document.predicateType)}
          </Button>
        ))}
      </div>
      {opened ? (
        <AttestationPane
          key={`${opened.digest} ${opened.predicateType}`}
          title={`${attestationName(opened.predicateType)} of ${row.platform}`}
          repository={`${image.registry}/${image.repository}`}
          digest={opened.digest}
          predicateType={opened.predicateType}
          subject={row.digest}
          onClose={() => onOpen(undefined)}
        />
      ) : null}
    </section>
  )
}

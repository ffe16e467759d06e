import { Undo2 } from 'lucide-react'
import { PlatformChip } from '@/components/reference/platform-chip'
import { Button } from '@/components/ui/button'
import type { PlanEntry } from '@/lib/contract/compose'
import { shortDigest } from '@/lib/oci/digest'
import type { DraftAction } from './draft-reducer'

interface RemovedEntriesProps {
  entries: readonly PlanEntry[]
  dispatch: (action: DraftAction) => void
}

/** What was taken out by hand; each can be put back. */
export function RemovedEntries({ entries, dispatch }: RemovedEntriesProps) {
  if (entries.length === 0) return null
  return (
    <section aria-label="Removed by you" className="border-t px-4 py-2.5">
      <h3 className="font-medium text-sm">Removed by you</h3>
      <ul className="mt-1 space-y-1">
        {entries.map(({ digest, platform, attests }) => {
          const name = attests === undefined ? platform : `attestation ${shortDigest(digest)}`
          return (
            <li key={digest} className="flex items-center justify-between gap-2">
              {attests === undefined ? (
                <PlatformChip platform={platform} />
              ) : (
                <span className="text-ink-muted text-xs">{name}</span>
              )}
              <Button
                size="sm"
                icon={<Undo2 aria-hidden className="size-3.5" />}
                aria-label={`Put ${name} back`}
                onClick={() => dispatch({ type: 'restore-entry', digest })}
              >
                Put back
              </Button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

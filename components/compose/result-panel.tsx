import { Digest } from '@/components/reference/digest'
import { Chip } from '@/components/ui/chip'
import { Panel } from '@/components/ui/panel'
import type { Plan } from '@/lib/contract/compose'
import { describeMediaType } from '@/lib/oci/media-type'
import { EntriesTable } from './entries-table'
import { IndexJson } from './index-json'

export function ResultPanel({ plan }: { plan: Plan }) {
  const { index, entries } = plan
  return (
    <Panel
      title="Resulting index"
      isFlush
      actions={<Chip title={index.mediaType}>{describeMediaType(index.mediaType)}</Chip>}
    >
      {entries.length === 0 ? (
        <p className="px-4 py-6 text-center text-ink-muted text-sm">No entry yet: no source could be used so far.</p>
      ) : (
        <EntriesTable entries={entries} />
      )}
      <div className="border-t px-4 py-2.5">
        <h3 className="font-medium text-sm">Digest</h3>
        <Digest digest={index.digest} of="the index" isWhole />
      </div>
      <IndexJson index={index} />
    </Panel>
  )
}

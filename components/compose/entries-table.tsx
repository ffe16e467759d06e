import { CornerDownRight } from 'lucide-react'
import { Digest } from '@/components/reference/digest'
import { PlatformChip } from '@/components/reference/platform-chip'
import { ByteSize } from '@/components/ui/byte-size'
import type { PlanEntry } from '@/lib/contract/compose'
import { shortName } from './compose-draft'

/** Images in the order of the index, each followed by its attestations. */
function grouped(entries: readonly PlanEntry[]) {
  return entries
    .filter(({ attests }) => attests === undefined)
    .map((image) => ({ image, attestations: entries.filter(({ attests }) => attests === image.digest) }))
}

function EntryRow({ entry, name }: { entry: PlanEntry; name?: string }) {
  return (
    <tr className={name === undefined ? 'border-t align-top' : 'align-top'}>
      <th scope="row" className="py-2 pr-3 pl-4 text-left font-normal">
        {name === undefined ? (
          <>
            <PlatformChip platform={entry.platform} />
            <span className="mt-0.5 block font-mono text-2xs text-ink-muted [overflow-wrap:anywhere]">
              <span className="font-sans">from </span>
              {shortName(entry.source)}
            </span>
          </>
        ) : (
          <span className="flex items-center gap-1.5 pl-1 text-ink-muted text-xs">
            <CornerDownRight aria-hidden className="size-3.5 shrink-0" />
            <span>
              attestation<span className="sr-only"> of {name}</span>
            </span>
          </span>
        )}
      </th>
      <td className="py-1.5 pr-4">
        <Digest digest={entry.digest} of={name === undefined ? entry.platform : `the attestation of ${name}`} />
        <span
          className="block text-2xs text-ink-muted tabular-nums"
          title="The size of the manifest, without the layers"
        >
          <ByteSize bytes={entry.size} />
        </span>
      </td>
    </tr>
  )
}

export function EntriesTable({ entries }: { entries: readonly PlanEntry[] }) {
  return (
    <table className="w-full">
      <caption className="sr-only">Entries of the index, in its order</caption>
      <thead>
        <tr className="text-left text-ink-muted text-xs">
          <th scope="col" className="py-2 pr-3 pl-4 font-medium">
            Platform
          </th>
          <th scope="col" className="py-2 pr-4 font-medium">
            Digest and size of the manifest
          </th>
        </tr>
      </thead>
      {grouped(entries).map(({ image, attestations }) => (
        <tbody key={`${image.platform} ${image.digest}`}>
          <EntryRow entry={image} />
          {attestations.map((attestation) => (
            <EntryRow key={attestation.digest} entry={attestation} name={image.platform} />
          ))}
        </tbody>
      ))}
    </table>
  )
}

import { Digest } from '@/components/reference/digest'
import { ByteSize } from '@/components/ui/byte-size'
import { Panel } from '@/components/ui/panel'
import type { Image, OtherEntry } from '@/lib/contract/image'
import { imageHref } from '@/lib/contract/links'
import { describeMediaType } from '@/lib/oci/media-type'

export function OtherEntries({ image }: { image: Image }) {
  if (image.other.length === 0) return null
  return (
    <Panel title="Also in this index" isFlush>
      <ul className="divide-y">
        {image.other.map((entry, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an index may hold the same entry twice; the order is fixed
          <li key={`${entry.digest} ${index}`} className="px-4 py-2.5">
            <OtherEntryLine image={image} entry={entry} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function OtherEntryLine({ image, entry }: { image: Image; entry: OtherEntry }) {
  const type = entry.artifactType ?? entry.mediaType
  const name = entry.annotations['org.opencontainers.image.ref.name']
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
        <span className="min-w-0 [overflow-wrap:anywhere]" title={type}>
          {type === undefined ? 'Entry without a type' : describeMediaType(type)}
        </span>
        {name ? <code className="text-ink-muted text-xs">{name}</code> : null}
        <span className="ml-auto inline-flex items-center gap-3 text-ink-muted">
          {entry.size === undefined ? null : <ByteSize bytes={entry.size} className="tabular-nums" />}
          {entry.digest ? (
            <Digest
              digest={entry.digest}
              of="this entry"
              href={imageHref(`${image.registry}/${image.repository}@${entry.digest}`)}
            />
          ) : (
            'no digest'
          )}
        </span>
      </div>
      {entry.problems.map(({ code, message }) => (
        <p key={code} className="mt-1 text-sm text-warning">
          {message}
        </p>
      ))}
    </>
  )
}

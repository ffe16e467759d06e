import { useId, useState } from 'react'
import { PlatformChip } from '@/components/reference/platform-chip'
import { CodeLine } from '@/components/ui/code-line'
import { SegmentedControl } from '@/components/ui/segmented-control'
import type { Image, PlatformRow } from '@/lib/contract/image'
import { platformArgument, pullCommands } from './pull-commands'

type Pin = 'tag' | 'digest'
const pins: { value: Pin; name: string }[] = [
  { value: 'tag', name: 'By tag' },
  { value: 'digest', name: 'Pinned by digest' },
]

export function PullCommands({ image, row }: { image: Image; row: PlatformRow }) {
  const repository = `${image.registry}/${image.repository}`
  const canPullByTag = image.tag !== undefined && platformArgument(row.platform) !== undefined
  const [chosen, choose] = useState<Pin>('tag')
  const titleId = useId()
  const pin = canPullByTag ? chosen : 'digest'
  const reference = pin === 'tag' ? `${repository}:${image.tag}` : `${repository}@${row.digest}`
  return (
    <div className="flex flex-col gap-2.5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span id={titleId} className="flex items-center gap-2 font-medium text-sm">
          Pull <PlatformChip platform={row.platform} />
        </span>
        {canPullByTag ? (
          <SegmentedControl label="How to name the image" options={pins} value={pin} onChange={choose} />
        ) : null}
      </div>
      <dl aria-labelledby={titleId} className="flex flex-col gap-1.5">
        {pullCommands({ reference, platform: row.platform }).map(({ tool, text }) => (
          <div key={tool} className="grid items-center gap-x-2 sm:grid-cols-[5rem_minmax(0,1fr)]">
            <dt className="text-ink-muted text-xs">{tool}</dt>
            <dd>
              <CodeLine text={text} label={tool} />
            </dd>
          </div>
        ))}
      </dl>
      {pin === 'tag' ? (
        <p className="text-ink-muted text-xs">
          crictl and Kubernetes take no platform: by tag they pull what fits the node.
        </p>
      ) : null}
      {row.osVersion && pin === 'tag' ? (
        <p className="text-ink-muted text-xs">
          A tag gives the Windows build that fits the host; pin the digest to get {row.osVersion}.
        </p>
      ) : null}
    </div>
  )
}

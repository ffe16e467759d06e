import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import type { Image } from '@/lib/contract/image'
import type { Pulled } from './machine/pulled'
import { PlatformTable } from './platform-table'

interface PlatformPanelProps {
  image: Image
  /** Sizes, layers and times are still on their way. */
  isPending: boolean
  wanted: string | undefined
  /** The row that a machine pulls. */
  pulled?: Pulled | undefined
  onWant: (platform: string) => void
}

export function PlatformPanel({ image, isPending, wanted, pulled, onWant }: PlatformPanelProps) {
  const count = image.platforms.length
  const status = (
    <p role="status" className="noscript:hidden text-ink-faint text-xs">
      {isPending && count > 0 ? 'Reading sizes and times…' : ''}
    </p>
  )
  return (
    <Panel title={`${count.toLocaleString('en')} ${count === 1 ? 'platform' : 'platforms'}`} actions={status} isFlush>
      {count === 0 ? (
        <EmptyState title="No platforms">
          No entry of this index is built for a platform, so there is nothing to run.
        </EmptyState>
      ) : (
        <PlatformTable image={image} isPending={isPending} wanted={wanted} pulled={pulled} onWant={onWant} />
      )}
    </Panel>
  )
}

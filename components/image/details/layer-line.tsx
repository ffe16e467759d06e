import clsx from 'clsx'
import type { ReactNode } from 'react'
import { Digest } from '@/components/reference/digest'
import { familyTextClass, platformFamily } from '@/components/reference/platform-family'
import { ByteSize } from '@/components/ui/byte-size'
import { SharedWith } from './shared-with'
import type { OtherPlatforms } from './use-other-platforms'

export interface LayerScale {
  platform: string
  /** Of the largest layer, in bytes: a full bar. */
  largest: number
  others: OtherPlatforms
}

interface LayerLineProps {
  scale: LayerScale
  layer?: { digest: string; size: number } | undefined
  children?: ReactNode
}

/** A step, a layer, or both: what it is on the left, how large on the right. */
export function LayerLine({ scale, layer, children }: LayerLineProps) {
  const { platform, largest, others } = scale
  const platforms = layer && others.shared?.get(layer.digest)
  return (
    <li
      className={clsx(
        layer ? 'grid grid-cols-[minmax(0,1fr)_4.5rem] gap-x-4 py-2 sm:grid-cols-[minmax(0,1fr)_8.5rem]' : 'py-1',
      )}
    >
      <div className="min-w-0">
        {children}
        {layer ? (
          <div className="flex flex-wrap items-center gap-x-3 text-xs">
            <Digest digest={layer.digest} of="this layer" />
            {platforms ? <SharedWith platforms={platforms} count={others.count} /> : null}
          </div>
        ) : null}
      </div>
      {layer ? (
        <div className="flex items-start justify-end gap-2.5 text-right text-xs tabular-nums">
          <span
            aria-hidden
            className={clsx(
              'keeps-colors mt-1.5 hidden h-1 flex-1 overflow-hidden rounded-full bg-surface-sunken sm:flex',
              familyTextClass[platformFamily(platform)],
            )}
          >
            <span
              className="rounded-full bg-current"
              style={{ width: `${((100 * layer.size) / Math.max(1, largest)).toFixed(1)}%` }}
            />
          </span>
          <ByteSize bytes={layer.size} className="w-16 shrink-0" />
        </div>
      ) : null}
    </li>
  )
}

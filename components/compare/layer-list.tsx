import clsx from 'clsx'
import { Digest } from '@/components/reference/digest'
import { ByteSize } from '@/components/ui/byte-size'
import type { PlatformComparison } from '@/lib/contract/compare'
import { changeWords } from './layer-change-class'
import type { LayerChange } from './layer-totals'

const tones: Record<LayerChange, string> = { kept: 'text-ink-muted', added: 'text-success', removed: 'text-danger' }
const signs: Record<LayerChange, string> = { kept: '=', added: '+', removed: '−' }

/** In the order of the image after, then those that went. */
export function LayerList({ layers }: { layers: PlatformComparison['layers'] }) {
  return (
    <ul className="flex max-w-xl flex-col text-xs">
      {layers.map(({ digest, size, change }, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: an image may hold the same layer twice; the order is fixed
          key={`${digest} ${index}`}
          className="grid grid-cols-[3rem_minmax(0,1fr)_auto] items-center gap-x-2 sm:grid-cols-[4rem_minmax(0,1fr)_auto]"
        >
          <span className={clsx('flex gap-1.5 font-medium', tones[change])}>
            <span aria-hidden className="font-mono">
              {signs[change]}
            </span>
            {changeWords[change]}
          </span>
          <Digest digest={digest} of="this layer" className={change === 'removed' ? 'line-through' : undefined} />
          <ByteSize bytes={size} className="text-right tabular-nums" />
        </li>
      ))}
    </ul>
  )
}

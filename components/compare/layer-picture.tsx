import clsx from 'clsx'
import { familyTextClass, platformFamily } from '@/components/reference/platform-family'
import { formatBytes } from '@/components/ui/format-bytes'
import type { PlatformComparison } from '@/lib/contract/compare'
import { changeClass, changeWords } from './layer-change-class'
import { LayerLegend } from './layer-legend'
import { type LayerChange, layerTotals } from './layer-totals'

interface LayerPictureProps {
  comparison: PlatformComparison
  /** In bytes, what the full width stands for. */
  scale: number
}

/** What was above what is, to one scale for all platforms; the layers that stayed stand first in both. */
export function LayerPicture({ comparison, scale }: LayerPictureProps) {
  const { platform, layers, before, after } = comparison
  if (layers.length === 0 || scale === 0) return null
  return (
    <div className={clsx('flex flex-col gap-1.5', familyTextClass[platformFamily(platform)])}>
      {before ? <Bar name="Before" layers={layers} shown={['kept', 'removed']} scale={scale} /> : null}
      {after ? <Bar name="After" layers={layers} shown={['kept', 'added']} scale={scale} /> : null}
      <LayerLegend totals={layerTotals(layers)} />
    </div>
  )
}

interface BarProps {
  name: string
  layers: PlatformComparison['layers']
  shown: [LayerChange, LayerChange]
  scale: number
}

function Bar({ name, layers, shown, scale }: BarProps) {
  const parts = shown.flatMap((change) => layers.filter((layer) => layer.change === change))
  return (
    <div className="grid grid-cols-[3rem_minmax(0,1fr)] items-center gap-2 text-xs">
      <span aria-hidden className="text-ink-muted">
        {name}
      </span>
      <div
        role="img"
        aria-label={`${name}: ${parts.map(({ size, change }) => `${formatBytes(size)} ${changeWords[change]}`).join(', ')}`}
        className="keeps-colors flex h-3.5 gap-px"
      >
        {parts.map(({ digest, size, change }, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: an image may hold the same layer twice; the order is fixed
            key={`${digest} ${index}`}
            title={`${formatBytes(size)}, ${changeWords[change]}`}
            style={{ width: `${((100 * size) / scale).toFixed(2)}%` }}
            className={clsx('min-w-1 rounded-[2px]', changeClass[change])}
          />
        ))}
      </div>
    </div>
  )
}

import clsx from 'clsx'
import { familyTextClass, platformFamily } from '@/components/reference/platform-family'
import { formatBytes } from '@/components/ui/format-bytes'
import type { ImageDetails } from '@/lib/contract/image-config'
import { type SharedLayers, sumSizes } from './shared-layers'

interface LayerBarProps {
  platform: string
  layers: ImageDetails['layers']
  shared: SharedLayers | undefined
}

const striped =
  'bg-[repeating-linear-gradient(135deg,currentColor_0_2px,color-mix(in_srgb,currentColor_30%,transparent)_2px_5px)]'

/** All layers side by side, each as wide as it is large; those that other platforms have too are striped. */
export function LayerBar({ platform, layers, shared }: LayerBarProps) {
  const total = sumSizes(layers)
  if (total === 0) return null
  const sizes = layers.map(({ size }) => formatBytes(size)).join(', ')
  return (
    <div
      role="img"
      aria-label={`The layers’ sizes, first to last: ${sizes}`}
      className={clsx(
        'keeps-colors flex h-3 gap-px overflow-hidden rounded-sm',
        familyTextClass[platformFamily(platform)],
      )}
    >
      {layers.map(({ digest, size }, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: an image may hold the same layer twice; the order is fixed
          key={`${digest} ${index}`}
          title={`Layer ${index + 1}: ${formatBytes(size)}`}
          style={{ flexGrow: size / total }}
          className={clsx('min-w-0.5 basis-0', shared?.has(digest) ? striped : 'bg-current')}
        />
      ))}
    </div>
  )
}

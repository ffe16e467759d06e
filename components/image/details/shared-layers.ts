import type { ImageDetails } from '@/lib/contract/image-config'

/** The other platforms that have each layer, by the layer’s digest. */
export type SharedLayers = ReadonlyMap<string, readonly string[]>

export interface PlatformLayers {
  platform: string
  layers: ImageDetails['layers']
}

export function shareLayers(own: ImageDetails['layers'], others: readonly PlatformLayers[]): SharedLayers {
  const shared = new Map<string, string[]>()
  for (const { digest } of own) {
    const platforms = others.filter(({ layers }) => layers.some((layer) => layer.digest === digest))
    if (platforms.length > 0) shared.set(digest, [...new Set(platforms.map(({ platform }) => platform))])
  }
  return shared
}

export function sumSizes(layers: readonly { size: number }[]): number {
  return layers.reduce((sum, { size }) => sum + size, 0)
}

import type { PlatformComparison } from '@/lib/contract/compare'

type Layers = PlatformComparison['layers']
export type LayerChange = Layers[number]['change']

export interface LayerTotal {
  count: number
  bytes: number
}

export function layerTotals(layers: Layers): Record<LayerChange, LayerTotal> {
  const totals = { kept: { count: 0, bytes: 0 }, added: { count: 0, bytes: 0 }, removed: { count: 0, bytes: 0 } }
  for (const { change, size } of layers) {
    totals[change].count += 1
    totals[change].bytes += size
  }
  return totals
}

/** Of the larger of all sides, in bytes: what a bar of full width stands for. */
export function largestSide(platforms: readonly PlatformComparison[]): number {
  return Math.max(
    0,
    ...platforms.map(({ layers }) => {
      const { kept, added, removed } = layerTotals(layers)
      return kept.bytes + Math.max(added.bytes, removed.bytes)
    }),
  )
}

import { useMemo } from 'react'
import { formatBytes } from '@/components/ui/format-bytes'
import { useNow } from '@/components/ui/use-now'
import type { HeatView } from './heat-cells'
import { ageScale, sizeScale } from './heat-scale'
import type { KnownTags } from './known-tag'
import type { RepositoryView } from './use-repository-view'

/** How the matrix is coloured; undefined while the list is shown. */
export function useHeat({ view, by }: RepositoryView, known: KnownTags): HeatView | undefined {
  const nowMs = useNow() ?? 0
  return useMemo(() => {
    if (view !== 'matrix') return undefined
    return { by, nowMs, scale: by === 'age' ? ageScale(nowMs) : sizeScale(known, formatBytes) }
  }, [view, by, nowMs, known])
}

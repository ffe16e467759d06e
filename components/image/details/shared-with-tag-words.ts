import { formatBytes } from '@/components/ui/format-bytes'
import { sumSizes } from './shared-layers'

type Layers = readonly { digest: string; size: number }[]

/** “2 of 3 layers, 1.2 MB of 1.9 MB, are also in”; a name follows. */
export function sharedWithTagWords(own: Layers, other: Layers): string {
  const known = new Set(other.map(({ digest }) => digest))
  const shared = own.filter(({ digest }) => known.has(digest))
  const all = formatBytes(sumSizes(own))
  if (shared.length === 0) return 'None of these layers is in'
  if (shared.length === own.length) return `All of these layers, ${all}, are also in`
  return `${shared.length} of ${own.length} layers, ${formatBytes(sumSizes(shared))} of ${all}, are also in`
}

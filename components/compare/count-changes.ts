import type { PlatformComparison } from '@/lib/contract/compare'
import { changeLooks } from './change-look'

const changes = Object.keys(changeLooks) as PlatformComparison['change'][]

/** “1 added, 2 rebuilt, 3 the same” */
export function countChanges(platforms: readonly Pick<PlatformComparison, 'change'>[]): string {
  return changes
    .map((change) => ({ change, count: platforms.filter((platform) => platform.change === change).length }))
    .filter(({ count }) => count > 0)
    .map(({ change, count }) => `${count} ${changeLooks[change].word}`)
    .join(', ')
}

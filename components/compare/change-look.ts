import { Equal, type LucideIcon, Minus, Plus, RefreshCw } from 'lucide-react'
import type { PlatformComparison } from '@/lib/contract/compare'

interface ChangeLook {
  icon: LucideIcon
  word: string
  className: string
}

/** In the order in which they are counted. */
export const changeLooks: Record<PlatformComparison['change'], ChangeLook> = {
  added: { icon: Plus, word: 'added', className: 'text-success' },
  removed: { icon: Minus, word: 'removed', className: 'text-danger' },
  changed: { icon: RefreshCw, word: 'rebuilt', className: 'text-accent' },
  same: { icon: Equal, word: 'the same', className: 'text-ink-muted' },
}

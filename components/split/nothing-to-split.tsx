import { EmptyState } from '@/components/ui/empty-state'
import { SplitSea } from './split-sea'

export function NothingToSplit() {
  return (
    <EmptyState title="Name an index" art={<SplitSea className="w-48" />}>
      From <code className="font-mono">app:1.0</code> come <code className="font-mono">app:1.0-amd64</code>,{' '}
      <code className="font-mono">app:1.0-arm64</code> and so on: one tag for each of its platforms, on the very images
      that are there already. You see every tag before anything is written.
    </EmptyState>
  )
}

import { EmptyState } from '@/components/ui/empty-state'
import { StackPair } from './stack-pair'

export function NothingToCompare() {
  return (
    <EmptyState title="Name two images" art={<StackPair className="w-40" />}>
      Two tags of one repository, a tag and the digest it once named, or images from different registries. For each
      platform you see the sizes before and after, the layers that stayed, and what differs in how containers start.
    </EmptyState>
  )
}

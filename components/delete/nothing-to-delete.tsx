import { EmptyState } from '@/components/ui/empty-state'

export function NothingToDelete() {
  return (
    <EmptyState title="Name a tag">
      You see which other tags share its image, which indexes hold it, and what nothing would lead to any more. Only
      then can it be deleted.
    </EmptyState>
  )
}

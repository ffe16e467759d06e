import { ReferenceText } from '@/components/reference/reference-text'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { composeHref, repositoryHref } from '@/lib/contract/links'

export function NothingWritten({ repository }: { repository: string | undefined }) {
  if (repository === undefined)
    return (
      <EmptyState
        title="Nothing was written yet"
        action={<LinkButton href={composeHref({})}>Compose an index</LinkButton>}
      >
        Each tag that is pushed, split off, put back or deleted from here is noted, with what it named before.
      </EmptyState>
    )
  return (
    <EmptyState
      title="Nothing was written to this repository"
      action={<LinkButton href={repositoryHref(repository)}>See its tags</LinkButton>}
    >
      No tag of <ReferenceText reference={repository} className="text-ink" /> was pushed, split off, put back or deleted
      from here.
    </EmptyState>
  )
}

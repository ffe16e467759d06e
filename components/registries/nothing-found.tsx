import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { repositoryHref } from '@/lib/contract/links'
import { isRepositoryName } from '@/lib/oci/reference'

interface NothingFoundProps {
  registry: string
  query: string
  /** The registry lists nothing at all. */
  isEmpty: boolean
  /** More names are on their way. */
  isReading: boolean
  onShowAll: () => void
}

/** A catalog may leave out what its reader may yet open: the way by name stays open. */
export function NothingFound({ registry, query, isEmpty, isReading, onShowAll }: NothingFoundProps) {
  if (isEmpty)
    return (
      <EmptyState title="No repositories yet" className="rounded-lg border">
        {registry} lists none: it may be empty, or show none to those who have not signed in. Open one by its name.
      </EmptyState>
    )
  if (isReading)
    return (
      <EmptyState title="None so far" className="rounded-lg border">
        More repositories are on their way.
      </EmptyState>
    )
  return (
    <EmptyState
      className="rounded-lg border"
      title={<span className="[overflow-wrap:anywhere]">No repository has “{query}” in its name</span>}
      action={
        <>
          <Button onClick={onShowAll}>Show all repositories</Button>
          {isRepositoryName(query) ? (
            <LinkButton variant="ghost" href={repositoryHref({ registry, repository: query })}>
              Open it by this name
            </LinkButton>
          ) : null}
        </>
      }
    />
  )
}

import { repositoryCommands } from '@/components/reference/data-commands'
import { DataMenu } from '@/components/reference/data-menu'
import { ReferenceHeading } from '@/components/reference/reference-heading'
import { CopyButton } from '@/components/ui/copy-button'
import { endpointUrl } from '@/lib/contract/call-api'
import { listTagsEndpoint } from '@/lib/contract/tags'
import { parseRepository } from '@/lib/oci/reference'

/** `repository` is canonical. */
export function RepositoryHead({ repository }: { repository: string }) {
  return (
    <header className="mb-4">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="flex min-w-0 items-start gap-2">
          <div className="min-w-0">
            <ReferenceHeading {...parseRepository(repository)} />
          </div>
          <CopyButton text={repository} label="Copy the repository’s name" className="mt-1 sm:mt-1.5" />
        </div>
        <DataMenu json={endpointUrl(listTagsEndpoint, { repository })} commands={repositoryCommands(repository)} />
      </div>
      <p className="mt-1 max-w-prose text-ink-muted">
        Choose the tags of one version, one for each platform, to merge them under one tag.
      </p>
    </header>
  )
}

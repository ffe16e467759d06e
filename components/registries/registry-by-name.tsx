import { LibraryBig } from 'lucide-react'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { TryAgainButton } from '@/components/ui/try-again-button'
import { RememberRegistry } from './remember-registry'
import { RepositoryNameForm } from './repository-name-form'
import { VisitedList } from './visited-list'

interface RegistryByNameProps {
  registry: string
  /** Why there is no list, where that is as it should be. */
  sentence?: string
  /** What went wrong, in the server’s words. */
  failure?: string
  name?: string
  nameError?: string
}

/** In place of a list that the registry does not give: the way by name, and what was visited before. */
export function RegistryByName({ registry, sentence, failure, name, nameError }: RegistryByNameProps) {
  return (
    <div className="flex flex-col gap-4">
      {failure === undefined ? (
        <RememberRegistry registry={registry} />
      ) : (
        <Notice tone="error" title="The repositories cannot be listed." action={<TryAgainButton />}>
          {failure}
        </Notice>
      )}
      <div className="grid items-start gap-4 md:grid-cols-2">
        <Panel>
          {sentence === undefined ? null : (
            <div className="mb-4 flex items-start gap-3">
              <LibraryBig aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-faint" />
              <p className="max-w-prose text-pretty">
                {sentence} <span className="text-ink-muted">Each can be opened by its name.</span>
              </p>
            </div>
          )}
          <RepositoryNameForm
            registry={registry}
            initialName={name}
            initialError={nameError}
            isPrimary={failure === undefined}
          />
        </Panel>
        <VisitedList registry={registry} />
      </div>
    </div>
  )
}

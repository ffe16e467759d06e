import { LibraryBig, LogIn } from 'lucide-react'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { TryAgainButton } from '@/components/ui/try-again-button'
import { registriesHref, registryHref } from '@/lib/contract/links'
import { RememberRegistry } from './remember-registry'
import { RepositoryNameForm } from './repository-name-form'
import { VisitedList } from './visited-list'

interface RegistryByNameProps {
  registry: string
  /** Why there is no list, where that is as it should be. */
  sentence?: string
  /** What went wrong, in the server’s words. */
  failure?: string
  /** The list is for people whom the registry knows. */
  asksSignIn?: boolean
  name?: string
  nameError?: string
}

/** In place of a list that the registry does not give: the way by name, and what was visited before. */
export function RegistryByName(props: RegistryByNameProps) {
  const { registry, sentence, failure, asksSignIn = false, name, nameError } = props
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
              <div className="flex flex-col items-start gap-3">
                <p className="max-w-prose text-pretty">
                  {sentence} <span className="text-ink-muted">Each can be opened by its name.</span>
                </p>
                {asksSignIn ? (
                  <LinkButton
                    href={registriesHref({ signIn: registry, back: registryHref(registry) })}
                    icon={<LogIn aria-hidden className="size-3.5" />}
                  >
                    Sign in to {registry}
                  </LinkButton>
                ) : null}
              </div>
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

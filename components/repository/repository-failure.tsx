import { Anchor, LogIn, Search } from 'lucide-react'
import { hasAnswered } from '@/components/reference/has-answered'
import { ReferenceText } from '@/components/reference/reference-text'
import { RegistryWords } from '@/components/reference/registry-words'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { TryAgainButton } from '@/components/ui/try-again-button'
import type { ApiError, ErrorCode } from '@/lib/contract/error'
import { registriesHref, registryHref, repositoryHref } from '@/lib/contract/links'
import { parseRepository } from '@/lib/oci/reference'
import { TagNameForm } from './tag-name-form'

interface RepositoryFailureProps {
  /** Canonical; absent when the address names none. */
  repository?: string
  error: ApiError
}

const titles: Partial<Record<ErrorCode, string>> = {
  REFERENCE_INVALID: 'This is not a repository',
  UNAUTHORIZED: 'This repository needs a sign-in',
  DENIED: 'The registry does not allow this',
  NOT_FOUND: 'There is no such repository',
  RATE_LIMITED: 'The registry asks to wait',
  REGISTRY_UNREACHABLE: 'The registry cannot be reached',
  REGISTRY_TIMEOUT: 'The registry took too long',
}

// what is hidden from strangers may look as if it were not there
const needsSignIn = (code: ErrorCode) => ['UNAUTHORIZED', 'DENIED', 'NOT_FOUND'].includes(code)
/** A registry may refuse the list alone. */
const mayHaveTags: ReadonlySet<ErrorCode> = new Set([
  'UNAUTHORIZED',
  'DENIED',
  'NOT_FOUND',
  'UNPROCESSABLE',
  'TOO_LARGE',
  'REGISTRY_INVALID',
])

function SignInLink({ repository, isMain }: { repository: string; isMain: boolean }) {
  const { registry } = parseRepository(repository)
  return (
    <LinkButton
      variant={isMain ? 'primary' : 'secondary'}
      href={registriesHref({ signIn: registry, back: repositoryHref(repository) })}
      icon={<LogIn aria-hidden className="size-3.5" />}
    >
      Sign in to {registry}
    </LinkButton>
  )
}

function RegistryLink({ repository }: { repository: string }) {
  const { registry } = parseRepository(repository)
  return (
    <LinkButton variant="primary" href={registryHref(registry)} icon={<Anchor aria-hidden className="size-3.5" />}>
      See its registry’s repositories
    </LinkButton>
  )
}

function titleOf(error: ApiError): string {
  if (error.code === 'REGISTRY_UNREACHABLE' && hasAnswered(error)) return 'The registry has a problem'
  return titles[error.code] ?? 'The tags cannot be listed'
}

/** In place of the tags that could not be listed; it shows nothing of the repository. */
export function RepositoryFailure({ error, repository }: RepositoryFailureProps) {
  const { code, message, detail } = error
  return (
    <div className="mx-auto flex max-w-2xl flex-col gap-4 pt-6 sm:pt-12">
      <h1 className="font-semibold text-2xl tracking-tight">{titleOf(error)}</h1>
      {repository === undefined ? null : <ReferenceText reference={repository} className="text-ink-muted text-sm" />}
      <Notice tone={code === 'UNAUTHORIZED' ? 'info' : 'error'}>
        {message}
        <RegistryWords detail={detail} />
      </Notice>
      {repository !== undefined && mayHaveTags.has(code) ? <TagNameForm repository={repository} /> : null}
      <div className="flex flex-wrap gap-2">
        {repository !== undefined && code === 'NOT_FOUND' ? <RegistryLink repository={repository} /> : null}
        {repository !== undefined && needsSignIn(code) ? (
          <SignInLink repository={repository} isMain={code !== 'NOT_FOUND'} />
        ) : null}
        {repository === undefined ? null : <TryAgainButton />}
        <LinkButton href="/" icon={<Search aria-hidden className="size-3.5" />}>
          Look for another image
        </LinkButton>
      </div>
    </div>
  )
}

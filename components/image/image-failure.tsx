import { Download, LogIn, Search, Tags } from 'lucide-react'
import { z } from 'zod'
import { ReferenceText } from '@/components/reference/reference-text'
import { RegistryWords } from '@/components/reference/registry-words'
import { buttonClass } from '@/components/ui/button-class'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { TryAgainButton } from '@/components/ui/try-again-button'
import { endpointUrl } from '@/lib/contract/call-api'
import type { ApiError, ErrorCode } from '@/lib/contract/error'
import { getRawManifestEndpoint } from '@/lib/contract/image'
import { imageHref, registriesHref, repositoryHref } from '@/lib/contract/links'
import { parseReference } from '@/lib/oci/reference'
import { failureTitle, isWorthRetrying } from './failure-words'

interface ImageFailureProps {
  error: ApiError
  /** Canonical; absent when the address holds none. */
  reference?: string
}

/** In place of an image that could not be read; it shows nothing of the image. */
export function ImageFailure({ error, reference }: ImageFailureProps) {
  const { code, message, detail } = error
  return (
    <div className="mx-auto flex max-w-2xl flex-col gap-4 pt-6 sm:pt-12">
      <h1 className="font-semibold text-2xl tracking-tight">{failureTitle(error)}</h1>
      {reference ? <ReferenceText reference={reference} className="text-ink-muted text-sm" /> : null}
      <Notice tone={code === 'UNAUTHORIZED' ? 'info' : 'error'}>
        {message}
        <RegistryWords detail={detail} />
      </Notice>
      <div className="flex flex-wrap gap-2">
        {reference && hasDocument(detail) ? <RawLink reference={reference} /> : null}
        {reference && code === 'NOT_FOUND' ? <RepositoryLink reference={reference} /> : null}
        {reference && needsSignIn(code) ? <SignInLink reference={reference} isMain={code !== 'NOT_FOUND'} /> : null}
        {reference && isWorthRetrying[code] ? <TryAgainButton /> : null}
        <LinkButton href="/" icon={<Search aria-hidden className="size-3.5" />}>
          Look for another image
        </LinkButton>
      </div>
    </div>
  )
}

// what is hidden from strangers may look as if it were not there
const needsSignIn = (code: ErrorCode) => ['UNAUTHORIZED', 'DENIED', 'NOT_FOUND'].includes(code)

const hasDocument = (detail: unknown) => z.object({ hasDocument: z.literal(true) }).safeParse(detail).success

function RawLink({ reference }: { reference: string }) {
  return (
    <a href={endpointUrl(getRawManifestEndpoint, { ref: reference })} download className={buttonClass()}>
      <Download aria-hidden className="size-3.5" />
      Download it as it is
    </a>
  )
}

function SignInLink({ reference, isMain }: { reference: string; isMain: boolean }) {
  const { registry } = parseReference(reference)
  return (
    <LinkButton
      variant={isMain ? 'primary' : 'secondary'}
      href={registriesHref({ signIn: registry, back: imageHref(reference) })}
      icon={<LogIn aria-hidden className="size-3.5" />}
    >
      Sign in to {registry}
    </LinkButton>
  )
}

function RepositoryLink({ reference }: { reference: string }) {
  const { registry, repository } = parseReference(reference)
  return (
    <LinkButton
      variant="primary"
      href={repositoryHref({ registry, repository })}
      icon={<Tags aria-hidden className="size-3.5" />}
    >
      See its repository’s tags
    </LinkButton>
  )
}

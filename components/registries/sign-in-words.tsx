import { TriangleAlert } from 'lucide-react'
import { UntrustedText } from '@/components/reference/untrusted-text'
import type { ListedRegistry } from './use-listed-registries'

/** Where there is a sign-in, there is room from the start for the news that it was refused. */
export function SignInWords({ signIn, signInRefused }: Pick<ListedRegistry, 'signIn' | 'signInRefused'>) {
  if (!signIn)
    return (
      <div role="status" className="min-w-0 text-ink-muted text-sm">
        {signIn === null ? 'Not signed in' : 'Not signed in from this browser'}
      </div>
    )
  if (signIn.via === 'operator')
    return (
      <div role="status" className="min-h-15 min-w-0 text-sm">
        <p>Not signed in</p>
        <p className="text-pretty text-ink-muted">
          some repositories are shown with the sign-in of whoever runs this site, for reading
        </p>
      </div>
    )
  const name = signIn.username === undefined ? null : <UntrustedText text={signIn.username} className="font-medium" />
  const place = signIn.via === 'session' ? 'in this browser' : 'by Docker’s or podman’s file'
  return (
    <div role="status" className="min-h-15 min-w-0 text-sm">
      {signInRefused ? (
        <>
          <p className="text-warning [overflow-wrap:anywhere]">
            <TriangleAlert aria-hidden className="mr-1.5 inline size-4 align-[-0.2em]" />
            Sign-in refused{name === null ? null : <>: {name}</>}
          </p>
          <p className="text-pretty text-ink-muted">{place}; what is shown is what everybody may see</p>
        </>
      ) : (
        <>
          <p className="[overflow-wrap:anywhere]">Signed in{name === null ? null : <> as {name}</>}</p>
          <p className="text-ink-muted">{place}</p>
        </>
      )}
    </div>
  )
}

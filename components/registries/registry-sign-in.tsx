import { LogIn, LogOut } from 'lucide-react'
import { useRef } from 'react'
import { FailureNotice } from '@/components/reference/failure-notice'
import { Button } from '@/components/ui/button'
import { SignInDialog } from './sign-in-dialog'
import { SignInWords } from './sign-in-words'
import type { AskedSignIn } from './use-asked-sign-in'
import type { ListedRegistry } from './use-listed-registries'
import { useSignOut } from './use-sign-out'

interface RegistrySignInProps {
  registry: ListedRegistry
  asked: AskedSignIn
}

/** With whose sign-in a registry is asked, and the way to another one. */
export function RegistrySignIn({ registry: listed, asked }: RegistrySignInProps) {
  const { registry, name, signIn, signInRefused } = listed
  const isSignedIn = Boolean(signIn) && signIn?.via !== 'operator' && !signInRefused
  const trigger = useRef<HTMLButtonElement>(null)
  const signOut = useSignOut(registry)
  const leave = () => signOut.mutate(undefined, { onSuccess: () => trigger.current?.focus() })
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-start justify-between gap-3">
        <SignInWords {...listed} />
        <div className="-mt-1 flex shrink-0 gap-1.5">
          {signIn?.via === 'session' ? (
            <Button
              size="sm"
              icon={<LogOut aria-hidden className="size-3.5" />}
              aria-label={`Sign out of ${name}`}
              isBusy={signOut.isPending}
              onClick={leave}
            >
              Sign out
            </Button>
          ) : null}
          <SignInDialog
            registry={registry}
            name={name}
            isOpen={asked.registry === registry}
            back={asked.back}
            onOpen={() => asked.open(registry)}
            onClose={asked.close}
            trigger={
              <Button
                ref={trigger}
                size="sm"
                variant={isSignedIn ? 'ghost' : 'secondary'}
                icon={isSignedIn ? undefined : <LogIn aria-hidden className="size-3.5" />}
                aria-label={isSignedIn ? `Change the sign-in to ${name}` : `Sign in to ${name}`}
              >
                {isSignedIn ? 'Change' : 'Sign in'}
              </Button>
            }
          />
        </div>
      </div>
      {signOut.error ? <FailureNotice error={signOut.error} title="You are still signed in." /> : null}
    </div>
  )
}

import { type SyntheticEvent, useEffect, useRef, useState } from 'react'
import { FailureNotice } from '@/components/reference/failure-notice'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/text-field'
import { signInHint } from './sign-in-hint'
import { UnconfirmedSignIn } from './unconfirmed-sign-in'
import { useSignIn } from './use-sign-in'

interface SignInFormProps {
  registry: string
  name: string
  back?: string
  onClose: () => void
}

export function SignInForm({ registry, name, back, onClose }: SignInFormProps) {
  const hint = signInHint(registry)
  const [username, setUsername] = useState(hint.username ?? '')
  const [password, setPassword] = useState('')
  const [isTried, setIsTried] = useState(false)
  const usernameField = useRef<HTMLInputElement>(null)
  const passwordField = useRef<HTMLInputElement>(null)
  const { signIn, finish, isBusy } = useSignIn({ registry, username, password }, { back, close: onClose })
  useEffect(() => {
    const field = usernameField.current?.value === '' ? usernameField : passwordField
    field.current?.focus()
  }, [])

  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (isBusy) return
    setIsTried(true)
    if (username.trim() === '') usernameField.current?.focus()
    else if (password === '') passwordField.current?.focus()
    else signIn.mutate()
  }
  if (signIn.data?.isConfirmed === false)
    return <UnconfirmedSignIn name={name} isBusy={isBusy} isLeadingBack={back !== undefined} onDone={finish} />
  return (
    <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-4">
      <p className="max-w-prose text-pretty text-ink-muted text-sm">{hint.sentence}</p>
      <TextField
        ref={usernameField}
        label="User name"
        isMono
        value={username}
        onChange={(event) => setUsername(event.target.value)}
        error={isTried && username.trim() === '' ? 'Write the user name.' : undefined}
        autoComplete="username"
        maxLength={256}
      />
      <TextField
        ref={passwordField}
        label="Password or access token"
        type="password"
        isMono
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        error={isTried && password === '' ? 'Write the password or the token.' : undefined}
        autoComplete="current-password"
      />
      {signIn.error && !isBusy ? <FailureNotice error={signIn.error} /> : null}
      <p className="max-w-prose text-pretty text-ink-muted text-xs">
        {name} is asked first. What it accepts is kept sealed on Archipelago’s server until you sign out, or until half
        an hour has passed without use; this browser does not store it.
      </p>
      <div className="-mx-5 -mb-4 flex flex-wrap justify-end gap-2 border-t px-5 py-3">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" isBusy={isBusy}>
          {isBusy ? 'Signing in…' : 'Sign in'}
        </Button>
      </div>
    </form>
  )
}

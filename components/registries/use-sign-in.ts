import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useTransition } from 'react'
import { rememberRegistry } from '@/components/reference/visited-places'
import { callApi } from '@/lib/contract/call-api'
import { signInEndpoint } from '@/lib/contract/registries'
import { forgetWhatWasRead } from './forget-what-was-read'
import { readBackAddress } from './read-back-address'

interface SignInFields {
  registry: string
  username: string
  password: string
}

interface AfterSignIn {
  /** Where to go afterwards, as the address has it. */
  back?: string
  close: () => void
}

/** Signs in with what the fields hold at the press; leaving the form ends the request. */
export function useSignIn(fields: SignInFields, { back, close }: AfterSignIn) {
  const client = useQueryClient()
  const router = useRouter()
  const running = useRef<AbortController>(undefined)
  const [isLeaving, startLeaving] = useTransition()
  useEffect(() => () => running.current?.abort(), [])

  const finish = () =>
    startLeaving(() => {
      const place = back === undefined ? undefined : readBackAddress(back, window.location.origin)
      if (place === undefined) close()
      else router.replace(place as Route)
      router.refresh()
    })

  const signIn = useMutation({
    // The fields are not its variables: those stay in memory after it has ended.
    mutationFn: () => {
      running.current = new AbortController()
      return callApi(signInEndpoint, fields, running.current.signal)
    },
    onSuccess: async ({ registry, isConfirmed }) => {
      rememberRegistry(registry)
      await forgetWhatWasRead(client, registry)
      if (isConfirmed) finish()
    },
  })
  return { signIn, finish, isBusy: signIn.isPending || isLeaving }
}

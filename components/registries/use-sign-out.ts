import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { callApi } from '@/lib/contract/call-api'
import { signOutEndpoint } from '@/lib/contract/registries'
import { forgetWhatWasRead } from './forget-what-was-read'

export function useSignOut(registry: string) {
  const client = useQueryClient()
  const router = useRouter()
  return useMutation({
    mutationFn: () => callApi(signOutEndpoint, { registry }),
    onSuccess: async () => {
      await forgetWhatWasRead(client, registry)
      router.refresh()
    },
  })
}

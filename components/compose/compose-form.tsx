'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearchParams } from 'next/navigation'
import { useCallback } from 'react'
import { rememberPush } from '@/components/reference/last-push'
import { imageHref } from '@/lib/contract/links'
import { tagFactsKey } from '@/lib/contract/queries'
import { formatRepository, parseReference } from '@/lib/oci/reference'
import { ComposeWorkbench } from './compose-workbench'
import type { PushDone } from './use-push'

function showInAddress(query: string): void {
  window.history.replaceState(null, '', query === '' ? '/compose' : `/compose?${query}`)
}

/** The workbench in the browser: its state stands in the address, and a push leads to the new image’s page. */
export function ComposeForm() {
  const query = useSearchParams().toString()
  const router = useRouter()
  const client = useQueryClient()
  const onPushed = useCallback(
    async (done: PushDone) => {
      const { reference } = done
      rememberPush(done)
      await client.invalidateQueries({ refetchType: 'none' })
      client.removeQueries({ queryKey: tagFactsKey(formatRepository(parseReference(reference))) })
      router.push(imageHref(reference))
    },
    [client, router],
  )
  return <ComposeWorkbench query={query} onQuery={showInAddress} onPushed={onPushed} />
}

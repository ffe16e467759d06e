'use client'
import { QueryClientProvider } from '@tanstack/react-query'
import { setNonce } from 'get-nonce'
import { Tooltip } from 'radix-ui'
import type { ReactNode } from 'react'
import { getQueryClient } from './query-client'

export function Providers({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  // The scroll lock of radix dialogs writes a <style>, which the content security policy allows with the nonce only.
  if (nonce && typeof window !== 'undefined') setNonce(nonce)
  return (
    <QueryClientProvider client={getQueryClient()}>
      <Tooltip.Provider delayDuration={300}>{children}</Tooltip.Provider>
    </QueryClientProvider>
  )
}

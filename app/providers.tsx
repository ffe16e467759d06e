'use client'
import { QueryClientProvider } from '@tanstack/react-query'
import { setNonce } from 'get-nonce'
import { Tooltip } from 'radix-ui'
import type { ReactNode } from 'react'
import { WritingProvider, type WritingSwitch } from '@/components/reference/writing-switch'
import { getQueryClient } from './query-client'

interface ProvidersProps {
  nonce: string | undefined
  writing: WritingSwitch
  children: ReactNode
}

export function Providers({ nonce, writing, children }: ProvidersProps) {
  // The scroll lock of radix dialogs writes a <style>, which the content security policy allows with the nonce only.
  if (nonce && typeof window !== 'undefined') setNonce(nonce)
  return (
    <QueryClientProvider client={getQueryClient()}>
      <WritingProvider value={writing}>
        <Tooltip.Provider delayDuration={300}>{children}</Tooltip.Provider>
      </WritingProvider>
    </QueryClientProvider>
  )
}

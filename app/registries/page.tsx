import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { getQueryClient } from '@/app/query-client'
import { DataMenu } from '@/components/reference/data-menu'
import { RegistriesView } from '@/components/registries/registries-view'
import { Notice } from '@/components/ui/notice'
import { TryAgainButton } from '@/components/ui/try-again-button'
import { endpointUrl } from '@/lib/contract/call-api'
import { registriesQuery } from '@/lib/contract/queries'
import { listRegistriesEndpoint } from '@/lib/contract/registries'
import { listRegistries } from '@/lib/server/list-registries'
import { pageContext } from '@/lib/server/page-context'
import { setPageStatus } from '@/lib/server/page-status'
import { toApiError } from '@/lib/server/to-api-error'

export const metadata: Metadata = { title: 'Registries' }

export default async function RegistriesPage() {
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <h1 className="font-semibold text-2xl tracking-tight">Registries</h1>
        <DataMenu json={endpointUrl(listRegistriesEndpoint, {})} />
      </div>
      <p className="mt-1 mb-5 max-w-prose text-ink-muted">
        Where images are kept: which registries answer, and with whose sign-in they are asked.
      </p>
      {await knownRegistries()}
    </>
  )
}

async function knownRegistries() {
  const client = getQueryClient()
  const context = await pageContext()
  try {
    await client.query({ ...registriesQuery(), queryFn: () => listRegistries({}, context), retry: false })
  } catch (error) {
    const { code, message } = toApiError(error)
    setPageStatus(code)
    return (
      <Notice tone="error" title="The registries cannot be listed." action={<TryAgainButton />}>
        {message}
      </Notice>
    )
  }
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <RegistriesView />
    </HydrationBoundary>
  )
}

import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { Metadata, Route } from 'next'
import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { getQueryClient } from '@/app/query-client'
import { registryName } from '@/components/reference/known-registries'
import { missingCatalogSentence } from '@/components/registries/catalog-words'
import { readRepositoryName } from '@/components/registries/read-repository-name'
import { registryFromSegment } from '@/components/registries/registry-address'
import { RegistryByName } from '@/components/registries/registry-by-name'
import { RegistryFault } from '@/components/registries/registry-fault'
import { RegistryHead } from '@/components/registries/registry-head'
import { RegistryRepositories } from '@/components/registries/registry-repositories'
import type { ApiError } from '@/lib/contract/error'
import { repositoriesPerPage, repositoriesQuery } from '@/lib/contract/queries'
import { listRepositories } from '@/lib/server/list-repositories'
import { pageContext } from '@/lib/server/page-context'
import { setPageStatus } from '@/lib/server/page-status'
import { siteSettings } from '@/lib/server/site-settings'
import { toApiError } from '@/lib/server/to-api-error'

type Props = PageProps<'/registry/[host]'>

const nameOf = (registry: string) => (registry === siteSettings().sandboxRegistry ? 'Sandbox' : registryName(registry))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { registry } = registryFromSegment((await params).host)
  return { title: registry === undefined ? 'Not a registry' : (nameOf(registry) ?? registry) }
}

type Catalog = { client: ReturnType<typeof getQueryClient>; error?: undefined } | { error: ApiError }

async function readFirstPage(registry: string): Promise<Catalog> {
  const client = getQueryClient()
  const context = await pageContext()
  try {
    await client.infiniteQuery({
      ...repositoriesQuery(registry),
      queryFn: ({ pageParam }) =>
        listRepositories({ registry, n: repositoriesPerPage.first, last: pageParam }, context),
      retry: false,
    })
    return { client }
  } catch (error) {
    return { error: toApiError(error) }
  }
}

/** Awaited by the page, since its status must be settled before the page returns. */
async function registryBody(registry: string, name: string | undefined): Promise<ReactNode> {
  const form = { registry, name, nameError: name === undefined ? undefined : readRepositoryName(registry, name).error }
  const known = missingCatalogSentence(registry)
  if (known) return <RegistryByName {...form} sentence={known} />
  const catalog = await readFirstPage(registry)
  if (catalog.error === undefined)
    return (
      <HydrationBoundary state={dehydrate(catalog.client)}>
        <RegistryRepositories {...form} />
      </HydrationBoundary>
    )
  const { code, message } = catalog.error
  const sentence = missingCatalogSentence(registry, code)
  const asksSignIn = code === 'UNAUTHORIZED' || code === 'DENIED'
  if (sentence) return <RegistryByName {...form} sentence={sentence} asksSignIn={asksSignIn} />
  setPageStatus(code)
  return <RegistryByName {...form} failure={message} />
}

export default async function RegistryPage({ params, searchParams }: Props) {
  const address = registryFromSegment((await params).host)
  if (address.registry === undefined) {
    setPageStatus('REFERENCE_INVALID')
    return <RegistryFault message={address.fault} />
  }
  if (!address.isCanonical) redirect(address.href as Route)
  const { registry } = address
  const { name } = await searchParams
  const text = typeof name === 'string' ? name : undefined
  const named = text === undefined ? undefined : readRepositoryName(registry, text)
  if (named?.href) redirect(named.href as Route)
  const body = await registryBody(registry, text)
  return (
    <>
      <RegistryHead registry={registry} name={nameOf(registry)} />
      {body}
    </>
  )
}

import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getQueryClient } from '@/app/query-client'
import { RefusedSignIn } from '@/components/reference/refused-sign-in'
import { repositoryFromSegments } from '@/components/repository/repository-address'
import { RepositoryFailure } from '@/components/repository/repository-failure'
import { RepositoryHead } from '@/components/repository/repository-head'
import { RepositoryTags } from '@/components/repository/repository-tags'
import { tagsQuery } from '@/lib/contract/queries'
import { listTags } from '@/lib/server/list-tags'
import { pageContext } from '@/lib/server/page-context'
import { setPageStatus } from '@/lib/server/page-status'
import { refusedRegistry } from '@/lib/server/refused-registry'
import { toApiError } from '@/lib/server/to-api-error'

type Props = PageProps<'/repository/[...repository]'>

/** Registries that know no pages send all tags at once. Beyond this, sorting and drawing would hold up everybody else; the browser does it. */
const maxDrawnTags = 15_000

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const address = repositoryFromSegments((await params).repository)
  return { title: address.repository ?? 'Not a repository' }
}

export default async function RepositoryPage({ params }: Props) {
  const address = repositoryFromSegments((await params).repository)
  if (address.repository === undefined) {
    setPageStatus('REFERENCE_INVALID')
    return <RepositoryFailure error={{ code: 'REFERENCE_INVALID', message: address.fault }} />
  }
  if (!address.isCanonical) redirect(address.href)
  const { repository } = address
  const client = getQueryClient()
  const context = await pageContext()
  let isLarge = false
  try {
    const { pages } = await client.infiniteQuery({
      ...tagsQuery(repository),
      queryFn: ({ pageParam }) => listTags({ repository, last: pageParam }, context),
      retry: false,
    })
    isLarge = pages.some(({ tags }) => tags.length > maxDrawnTags)
  } catch (error) {
    const failure = toApiError(error)
    setPageStatus(failure.code)
    return <RepositoryFailure repository={repository} error={failure} />
  }
  const refused = refusedRegistry(repository, context)
  return (
    <>
      <RepositoryHead repository={repository} />
      {refused ? <RefusedSignIn registry={refused} back={address.href} /> : null}
      <HydrationBoundary state={isLarge ? undefined : dehydrate(client)}>
        <RepositoryTags key={repository} repository={repository} />
      </HydrationBoundary>
    </>
  )
}

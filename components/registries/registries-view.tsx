'use client'
import { useQuery } from '@tanstack/react-query'
import { FailureNotice } from '@/components/reference/failure-notice'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { Skeleton } from '@/components/ui/skeleton'
import { registriesQuery } from '@/lib/contract/queries'
import type { KnownRegistry } from '@/lib/contract/registries'
import { AddRegistryForm } from './add-registry-form'
import { RegistryCard } from './registry-card'
import { useAskedSignIn } from './use-asked-sign-in'
import { useListedRegistries } from './use-listed-registries'
import { useNewsAfterChecks } from './use-news-after-checks'

const none: KnownRegistry[] = []

export function RegistriesView() {
  const { data, error, isFetching, refetch } = useQuery(registriesQuery())
  const asked = useAskedSignIn()
  const listed = useListedRegistries(data?.registries ?? none, asked.registry)
  useNewsAfterChecks()
  return (
    <div className="flex flex-col gap-4">
      {data?.readOnly ? (
        <Notice title="This server only reads.">
          Images can be looked at; nothing can be pushed or deleted, whoever is signed in.
        </Notice>
      ) : null}
      {asked.fault === undefined ? null : (
        <Notice tone="error" title="The address asks for a sign-in that cannot be.">
          {asked.fault}
        </Notice>
      )}
      <AddRegistryForm listed={listed.map(({ registry }) => registry)} />
      {error ? (
        <FailureNotice
          error={error}
          title="The list may be out of date."
          onRetry={() => void refetch()}
          isRetrying={isFetching}
        />
      ) : null}
      <noscript>
        <p className="text-ink-muted text-sm">
          Without scripts the registries are not checked, and nobody can sign in here.
        </p>
      </noscript>
      {data === undefined && error === null ? (
        <Skeleton className="h-80 w-full" />
      ) : (
        <Panel isFlush>
          <ul aria-label="Registries">
            {listed.map((registry) => (
              <RegistryCard key={registry.registry} registry={registry} asked={asked} />
            ))}
          </ul>
        </Panel>
      )}
    </div>
  )
}

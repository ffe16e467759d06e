import clsx from 'clsx'
import type { Route } from 'next'
import Link from 'next/link'
import { ReferenceText } from '@/components/reference/reference-text'
import { RelativeTime } from '@/components/ui/relative-time'
import { registryHref } from '@/lib/contract/links'
import { isNearlySpent, rateLimitWords } from './rate-limit-words'
import { RegistryAnswer } from './registry-answer'
import { RegistryNews } from './registry-news'
import { RegistrySignIn } from './registry-sign-in'
import type { AskedSignIn } from './use-asked-sign-in'
import type { ListedRegistry } from './use-listed-registries'

interface RegistryCardProps {
  registry: ListedRegistry
  asked: AskedSignIn
}

export function RegistryCard({ registry: listed, asked }: RegistryCardProps) {
  const { registry, name, rateLimit } = listed
  return (
    <li
      aria-label={name}
      className="grid gap-x-8 gap-y-3 px-4 py-3.5 not-last:border-b sm:grid-cols-[13rem_minmax(0,1fr)] lg:grid-cols-[14rem_minmax(0,1fr)_20rem]"
    >
      <div className="min-w-0 sm:max-lg:row-span-2">
        <h2 className="min-w-0 text-base">
          <Link
            href={registryHref(registry) as Route}
            prefetch={false}
            className="-mt-0.5 inline-flex min-h-6 items-center font-semibold hover:text-accent hover:underline"
          >
            {name === registry ? <ReferenceText reference={registry} className="text-sm" /> : name}
          </Link>
        </h2>
        {name === registry ? null : <ReferenceText reference={registry} className="block text-ink-muted text-sm" />}
        <RateLimit rateLimit={rateLimit} />
      </div>
      <RegistryAnswer registry={registry} name={name} />
      <RegistrySignIn registry={listed} asked={asked} />
      <RegistryNews registry={listed} />
    </li>
  )
}

function RateLimit({ rateLimit }: Pick<ListedRegistry, 'rateLimit'>) {
  const words = rateLimit ? rateLimitWords(rateLimit) : undefined
  if (!rateLimit || words === undefined) return null
  return (
    <p className={clsx('text-xs tabular-nums', isNearlySpent(rateLimit) ? 'text-warning' : 'text-ink-muted')}>
      {words}
      {rateLimit.resetsAt === undefined ? null : (
        <>
          , renewed <RelativeTime time={rateLimit.resetsAt} />
        </>
      )}
    </p>
  )
}

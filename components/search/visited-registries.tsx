'use client'
import clsx from 'clsx'
import type { Route } from 'next'
import Link from 'next/link'
import { useVisitedRegistries } from '@/components/reference/visited-places'
import { registryHref } from '@/lib/contract/links'

const mostShown = 3

/** On one line of a fixed height: only the browser knows them, and nothing may move when they come. */
export function VisitedRegistries({ shown }: { shown: readonly string[] }) {
  const visited = useVisitedRegistries().filter((registry) => !shown.includes(registry))
  if (visited.length === 0) return null
  return (
    <ul aria-label="Registries visited before" className="flex min-w-0 gap-4">
      {visited.slice(0, mostShown).map((registry, index) => (
        <li key={registry} className={clsx('min-w-0', index > 0 && 'max-md:hidden')}>
          <Link
            href={registryHref(registry) as Route}
            prefetch={false}
            title={registry}
            className="link flex h-6 items-center font-mono text-xs"
          >
            <span className="truncate">{registry}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

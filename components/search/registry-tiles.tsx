import { Anchor } from 'lucide-react'
import type { Route } from 'next'
import Link from 'next/link'
import { publicRegistries, registryName } from '@/components/reference/known-registries'
import { ReferenceText } from '@/components/reference/reference-text'
import { registryHref } from '@/lib/contract/links'
import { VisitedRegistries } from './visited-registries'

export function RegistryTiles({ sandboxRegistry }: { sandboxRegistry?: string }) {
  const shown = [...(sandboxRegistry === undefined ? [] : [sandboxRegistry]), ...publicRegistries]
  return (
    <section aria-labelledby="registries">
      <div className="mb-2 flex h-6 items-center justify-between gap-4">
        <h2 id="registries" className="shrink-0 font-semibold text-sm">
          Browse a registry
        </h2>
        <VisitedRegistries shown={shown} />
      </div>
      <ul className="grid grid-flow-dense gap-2 min-[420px]:grid-cols-2 lg:auto-cols-fr lg:grid-flow-col lg:grid-cols-none">
        {shown.map((registry) => (
          <li key={registry}>
            <Link
              href={registryHref(registry) as Route}
              prefetch={false}
              className="group flex h-full min-h-14 items-center gap-3 rounded-lg border bg-surface-raised px-3.5 py-2 shadow-raised transition-colors hover:border-line-strong"
            >
              <Anchor aria-hidden strokeWidth={1.75} className="size-4.5 shrink-0 text-accent" />
              <span className="min-w-0">
                <span className="block truncate font-medium text-sm group-hover:text-accent">
                  {registry === sandboxRegistry ? 'Sandbox' : registryName(registry)}
                </span>
                <ReferenceText reference={registry} className="block truncate text-ink-muted text-xs" />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

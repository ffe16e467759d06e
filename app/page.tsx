import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { ExampleLinks } from '@/components/search/example-links'
import { examplesFor } from '@/components/search/examples'
import { HomeHero } from '@/components/search/home-hero'
import { readSearch } from '@/components/search/read-search'
import { RecentList } from '@/components/search/recent-list'
import { ReferenceSearch } from '@/components/search/reference-search'
import { RegistryTiles } from '@/components/search/registry-tiles'
import { Panel } from '@/components/ui/panel'
import { siteSettings } from '@/lib/server/site-settings'

export default async function HomePage({ searchParams }: PageProps<'/'>) {
  const { q } = await searchParams
  const text = typeof q === 'string' ? q : ''
  const found = typeof q === 'string' ? readSearch(q) : undefined
  if (found?.href) redirect(found.href as Route)
  const { sandboxRegistry } = siteSettings()
  return (
    <div className="mx-auto flex max-w-6xl flex-col gap-8 pt-2 sm:pt-6">
      <HomeHero>
        <ReferenceSearch isLarge initialText={text} initialError={found?.error} />
      </HomeHero>
      <RegistryTiles sandboxRegistry={sandboxRegistry} />
      <div className="grid items-start gap-4 md:grid-cols-2">
        <Panel title="Examples" isFlush>
          <ExampleLinks {...examplesFor(sandboxRegistry)} />
        </Panel>
        <RecentList />
      </div>
    </div>
  )
}

import Link from 'next/link'
import type { ReactNode } from 'react'
import type { Theme } from '@/components/ui/theme'
import { Mark } from './mark'
import { NavigationLink } from './navigation-link'
import { ThemeSwitch } from './theme-switch'

interface SiteHeaderProps {
  theme: Theme
  search: ReactNode
  /** The button that opens the palette. */
  palette: ReactNode
}

export function SiteHeader({ theme, search, palette }: SiteHeaderProps) {
  return (
    <header className="border-b print:hidden bg-surface-raised sm:sticky sm:top-0 sm:z-30">
      <div className="mx-auto flex max-w-7xl flex-wrap items-center gap-x-4 px-4 sm:px-6">
        <Link href="/" className="flex h-12 shrink-0 items-center gap-2 rounded-md font-semibold tracking-tight">
          <Mark className="size-6" />
          Archipelago
        </Link>
        {search}
        <nav aria-label="Main" className="ml-auto flex h-12 items-center gap-1">
          <NavigationLink href="/compose">Compose</NavigationLink>
          <div className="flex gap-1 max-lg:hidden">
            <NavigationLink href="/compare">Compare</NavigationLink>
            <NavigationLink href="/dockerfile">Dockerfile</NavigationLink>
            <NavigationLink href="/history">History</NavigationLink>
            <NavigationLink href="/registries">Registries</NavigationLink>
          </div>
          {palette}
          <ThemeSwitch initial={theme} />
        </nav>
      </div>
    </header>
  )
}

import type { Route } from 'next'
import Link from 'next/link'

/** On narrow screens the header has no room for all of them. */
const pages: { href: Route; name: string }[] = [
  { href: '/compose', name: 'Compose' },
  { href: '/compare', name: 'Compare' },
  { href: '/split', name: 'Split' },
  { href: '/dockerfile', name: 'Dockerfile' },
  { href: '/history', name: 'History' },
  { href: '/registries', name: 'Registries' },
  { href: '/api-docs', name: 'API' },
]

interface SiteFooterProps {
  mode: 'local' | 'shared'
  isReadOnly: boolean
}

export function SiteFooter({ mode, isReadOnly }: SiteFooterProps) {
  return (
    <footer className="mx-auto flex w-full max-w-7xl flex-wrap items-center gap-x-4 gap-y-1 px-4 py-5 text-ink-faint text-xs sm:px-6 print:hidden">
      <nav aria-label="All pages">
        <ul className="flex flex-wrap gap-x-3">
          {pages.map(({ href, name }) => (
            <li key={href}>
              <Link href={href} className="inline-flex h-6 items-center hover:text-ink hover:underline">
                {name}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <span className="sm:ml-auto">
        {mode === 'local' ? 'Local mode' : 'Shared mode'}
        {isReadOnly ? ', reading only' : ''} · Apache-2.0
      </span>
    </footer>
  )
}

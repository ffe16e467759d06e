'use client'
import clsx from 'clsx'
import type { Route } from 'next'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'

export function NavigationLink<Path extends string>({ href, children }: { href: Route<Path>; children: ReactNode }) {
  const isCurrent = usePathname() === href
  return (
    <Link
      href={href}
      aria-current={isCurrent ? 'page' : undefined}
      className={clsx(
        'inline-flex h-8 items-center rounded-md px-2.5 text-sm hover:bg-surface-sunken hover:text-ink',
        isCurrent ? 'font-medium text-ink' : 'text-ink-muted',
      )}
    >
      {children}
    </Link>
  )
}

'use client'
import { usePathname } from 'next/navigation'
import { ReferenceSearch } from './reference-search'

export function HeaderSearch() {
  const pathname = usePathname()
  if (pathname === '/') return null
  return (
    <div className="order-last min-w-0 basis-full pb-3 sm:order-none sm:max-w-md sm:flex-1 sm:basis-0 sm:pb-0">
      <ReferenceSearch key={pathname} />
    </div>
  )
}

import { Layers } from 'lucide-react'
import Link from 'next/link'
import { ReferenceText } from '@/components/reference/reference-text'
import { imageHref, repositoryHref } from '@/lib/contract/links'
import type { Examples } from './examples'

const row = 'group flex min-h-11 items-center gap-3 rounded-md px-2.5 py-1.5 hover:bg-surface-sunken'

export function ExampleLinks({ images, merges }: Examples) {
  return (
    <ul className="p-1.5">
      {images.map(({ reference, why }) => (
        <li key={reference}>
          <Link href={imageHref(reference)} prefetch={false} className={row}>
            <span className="min-w-0 flex-1">
              <ReferenceText reference={reference} className="block text-sm group-hover:text-accent" />
              <span className="block text-ink-muted text-xs">{why}</span>
            </span>
          </Link>
        </li>
      ))}
      {merges.map(({ repository, why }) => (
        <li key={repository}>
          <Link href={repositoryHref(repository)} prefetch={false} className={row}>
            <span className="min-w-0 flex-1">
              <ReferenceText reference={repository} className="block text-sm group-hover:text-accent" />
              <span className="block text-ink-muted text-xs">{why}</span>
            </span>
            <Layers aria-hidden className="size-4 shrink-0 text-ink-faint" />
          </Link>
        </li>
      ))}
    </ul>
  )
}

import { Ellipsis } from 'lucide-react'
import type { Route } from 'next'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { Popover } from '@/components/ui/popover'
import type { Image } from '@/lib/contract/image'
import { deleteHref, historyHref, splitHref } from '@/lib/contract/links'

interface MenuEntry {
  href: string
  name: string
  hint: string
}

function entriesFor({ reference, registry, repository, tag, kind }: Image): MenuEntry[] {
  const name = `${registry}/${repository}`
  const split = { href: splitHref({ reference }), name: 'Split', hint: 'One tag for each platform' }
  const history = { href: historyHref(name), name: 'History', hint: 'What was pushed from here, and undo' }
  const remove = { href: deleteHref(`${name}:${tag}`), name: 'Delete…', hint: 'Shows first what would be lost' }
  return [...(kind === 'index' ? [split] : []), history, ...(tag === undefined ? [] : [remove])]
}

/** What is done more seldom than looking. */
export function MoreMenu({ image }: { image: Image }) {
  return (
    <Popover
      label="More to do with this image"
      align="end"
      className="w-64"
      trigger={<Button icon={<Ellipsis aria-hidden className="size-3.5 shrink-0" />}>More</Button>}
    >
      <ul className="-m-1.5 flex flex-col">
        {entriesFor(image).map(({ href, name, hint }) => (
          <li key={name}>
            <Link href={href as Route} className="block rounded-md px-2.5 py-1.5 hover:bg-surface-sunken">
              <span className="block font-medium text-sm">{name}</span>
              <span className="block text-ink-muted text-xs">{hint}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Popover>
  )
}

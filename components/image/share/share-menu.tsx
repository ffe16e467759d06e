'use client'
import { Link2 } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Popover } from '@/components/ui/popover'
import type { Image } from '@/lib/contract/image'
import { ShareItem } from './share-item'
import { shareTexts } from './share-texts'

interface ShareMenuProps {
  image: Image
  platform: string | undefined
  machine: string | undefined
}

export function ShareMenu(view: ShareMenuProps) {
  const trigger = (
    <Button className="noscript:hidden" icon={<Link2 aria-hidden className="size-3.5 shrink-0" />}>
      Share
    </Button>
  )
  return (
    <Popover trigger={trigger} label="Copy a link to this image" className="w-[30rem] p-1.5!">
      <ShareList {...view} />
    </Popover>
  )
}

/** Made when the menu is open, which is in the browser only: there the page knows its own address. */
function ShareList(view: ShareMenuProps) {
  return (
    <ul className="flex flex-col">
      {shareTexts({ ...view, origin: window.location.origin }).map((item) => (
        <ShareItem key={item.name} {...item} />
      ))}
    </ul>
  )
}

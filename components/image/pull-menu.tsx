import { ArrowDownToLine } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Popover } from '@/components/ui/popover'
import type { Image, PlatformRow } from '@/lib/contract/image'
import { PullCommands } from './pull-commands-list'

export function PullMenu({ image, row }: { image: Image; row: PlatformRow }) {
  const trigger = (
    <Button variant="ghost" size="sm" aria-label={`Pull ${row.platform}`} title="Commands to pull this platform">
      <ArrowDownToLine aria-hidden className="size-4" />
    </Button>
  )
  return (
    <Popover trigger={trigger} label={`Commands that pull ${row.platform}`} className="w-[42rem]">
      <PullCommands image={image} row={row} />
    </Popover>
  )
}

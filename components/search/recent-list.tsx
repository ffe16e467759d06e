'use client'
import { useRecentImages } from '@/components/reference/recent-images'
import { ReferenceLink } from '@/components/reference/reference-link'
import { forgetVisits } from '@/components/reference/visited-places'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'

const mostShown = 8

export function RecentList() {
  const images = useRecentImages()
  if (images.length === 0)
    return (
      <Panel title="Recently viewed">
        <p className="text-ink-muted text-sm">Images you look at are listed here. Only this browser remembers them.</p>
      </Panel>
    )
  const forget = (
    <Button variant="ghost" size="sm" onClick={forgetVisits}>
      Clear
    </Button>
  )
  return (
    <Panel title="Recently viewed" actions={forget} isFlush>
      <ul className="p-1.5">
        {images.slice(0, mostShown).map((reference) => (
          <li key={reference} className="flex min-h-8 items-center rounded-md px-2.5 py-1">
            <ReferenceLink reference={reference} className="text-sm" />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

import Link from 'next/link'
import type { MouseEvent } from 'react'
import { PlatformChip } from '@/components/reference/platform-chip'
import type { Image, PlatformRow } from '@/lib/contract/image'
import { imageHref } from '@/lib/contract/links'

interface PlatformNameProps {
  image: Image
  row: PlatformRow
  onWant: (platform: string) => void
}

/** The row's link to itself; a plain press only marks the row. */
export function PlatformName({ image, row, onWant }: PlatformNameProps) {
  const mark = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    onWant(row.platform)
  }
  return (
    <Link
      href={imageHref(image.reference, row.platform)}
      prefetch={false}
      onClick={mark}
      title={`Link to ${row.platform}`}
      className="inline-flex min-h-6 max-w-full items-center rounded-sm"
    >
      <PlatformChip platform={row.platform} />
    </Link>
  )
}

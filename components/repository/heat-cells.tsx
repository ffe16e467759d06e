import clsx from 'clsx'
import { formatBytes } from '@/components/ui/format-bytes'
import { formatExact } from '@/components/ui/format-time'
import { Skeleton } from '@/components/ui/skeleton'
import type { TagFacts } from '@/lib/contract/tags'
import { heatClass } from './heat-class'
import type { HeatScale } from './heat-scale'
import { columnPlatform, type PlatformColumn } from './platform-column'
import { shortAge } from './short-age'
import type { Measure } from './use-repository-view'

type TagImage = TagFacts['images'][number]

export interface HeatView {
  by: Measure
  scale: HeatScale
  nowMs: number
}

interface HeatCellsProps extends HeatView {
  columns: readonly PlatformColumn[]
  facts?: TagFacts
  /** Whether what is unknown may still come. */
  isReading: boolean
}

function exactly(tag: string, { platform, digest, created, size }: TagImage): string {
  const age = created === undefined ? 'created at an unknown time' : `created ${formatExact(new Date(created))}`
  const bytes = size === undefined ? 'of unknown size' : `${size.toLocaleString('en')} bytes`
  return `${tag} for ${platform}: ${age}, ${bytes}\n${digest}`
}

export function measureText({ created, size }: TagImage, by: Measure, nowMs: number): string | undefined {
  if (by === 'size') return size === undefined ? undefined : formatBytes(size)
  return created === undefined ? undefined : shortAge(created, nowMs)
}

function HeatValue({
  image,
  tag,
  isReading,
  by,
  scale,
  nowMs,
}: HeatView & { image: TagImage; tag: string; isReading: boolean }) {
  const heat = scale.heatOf(image)
  const text = measureText(image, by, nowMs)
  if (text === undefined && isReading) return <Skeleton className="h-7 w-full" />
  return (
    <span
      title={exactly(tag, image)}
      className={clsx(
        'grid h-7 w-full place-items-center rounded-sm text-2xs tabular-nums',
        heat === undefined ? 'border border-dashed text-ink-muted' : heatClass[heat],
      )}
    >
      {text ?? 'unknown'}
    </span>
  )
}

function Absent() {
  return (
    <span className="grid h-7 w-full place-items-center">
      <span aria-hidden className="size-1 rounded-full bg-line-strong/60" />
      <span className="sr-only">none</span>
    </span>
  )
}

/** The images of a tag in the columns of their platforms, by what they weigh or how old they are. */
export function HeatCells({ columns, facts, ...view }: HeatCellsProps) {
  const images = new Map(facts?.images.map((image) => [columnPlatform(image.platform), image]))
  return columns.map(({ platform }) => {
    const image = images.get(platform)
    return (
      <td key={platform} className="px-0.5">
        {facts === undefined ? (
          <Skeleton className="h-7 w-full" />
        ) : image ? (
          <HeatValue {...view} image={image} tag={facts.tag} />
        ) : (
          <Absent />
        )}
      </td>
    )
  })
}

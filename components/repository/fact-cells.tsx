import { ByteSize } from '@/components/ui/byte-size'
import { RelativeTime } from '@/components/ui/relative-time'
import { Skeleton } from '@/components/ui/skeleton'
import type { KnownTag } from './known-tag'
import { TagDigest } from './tag-digest'

interface FactCellsProps {
  tag: string
  known?: KnownTag
  tabIndex: number
}

const Unknown = () => <span className="text-ink-faint">unknown</span>

/** Digest, creation time and size, each as soon as it is known. */
export function FactCells({ tag, known, tabIndex }: FactCellsProps) {
  const { facts, detail } = known ?? {}
  const isComplete = detail === 'full' || detail === 'matrix'
  return (
    <>
      <td className="max-md:hidden">
        {facts ? (
          <TagDigest digest={facts.digest} tag={tag} tabIndex={tabIndex} />
        ) : (
          <Skeleton className="h-3.5 w-36" />
        )}
      </td>
      <td className="whitespace-nowrap text-ink-muted text-xs max-md:hidden">
        {facts?.created ? (
          <RelativeTime time={facts.created} />
        ) : isComplete ? (
          <Unknown />
        ) : (
          <Skeleton className="h-3.5 w-20" />
        )}
      </td>
      <td className="whitespace-nowrap pr-4 text-right text-ink-muted text-xs tabular-nums max-md:hidden">
        {facts?.size !== undefined ? (
          <ByteSize bytes={facts.size} />
        ) : isComplete ? (
          <Unknown />
        ) : (
          <Skeleton className="h-3.5 w-12" />
        )}
      </td>
    </>
  )
}

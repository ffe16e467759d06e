import { ChevronRight } from 'lucide-react'
import { Digest } from '@/components/reference/digest'
import { imageHref } from '@/lib/contract/links'

interface UnreachableListProps {
  /** `registry/repository`. */
  repository: string
  /** What the tag names. */
  digest: string
  unreachable: readonly string[]
}

const shownAtOnce = 4

function sentence(count: number, isNamed: boolean): string {
  if (count === 1) return isNamed ? 'What the tag names.' : 'One manifest behind it.'
  const behind = isNamed ? `what the tag names and ${count - 1} more behind it` : `${count} of those behind it`
  return `${count} manifests: ${behind}.`
}

export function UnreachableList({ repository, digest, unreachable }: UnreachableListProps) {
  const list = (
    <ul aria-label="Digests" className="mt-1 flex max-h-60 flex-wrap gap-x-5 overflow-y-auto">
      {unreachable.map((one) => (
        <li key={one}>
          <Digest
            digest={one}
            of={one === digest ? 'what the tag names' : undefined}
            href={imageHref(`${repository}@${one}`)}
          />
        </li>
      ))}
    </ul>
  )
  return (
    <>
      <p>
        {sentence(unreachable.length, unreachable.includes(digest))} The registry may remove{' '}
        {unreachable.length === 1 ? 'it' : 'them'} when it next tidies up.
      </p>
      {unreachable.length <= shownAtOnce ? (
        list
      ) : (
        <details className="group mt-1">
          <summary className="inline-flex min-h-6 list-none items-center gap-1 rounded-sm pr-1 text-xs hover:text-ink [&::-webkit-details-marker]:hidden">
            <ChevronRight aria-hidden className="size-3.5 transition-transform group-open:rotate-90" />
            Their digests
          </summary>
          {list}
        </details>
      )}
    </>
  )
}

import { useQuery } from '@tanstack/react-query'
import { Checkbox } from '@/components/ui/checkbox'
import { Skeleton } from '@/components/ui/skeleton'
import type { PlanEntry } from '@/lib/contract/compose'
import { imageQuery } from '@/lib/contract/queries'

interface OnlyChoicesProps {
  /** A source that is an index. */
  reference: string
  /** Empty: all. */
  only: readonly string[]
  onOnly: (only: string[]) => void
  /** Taken out of the result by hand. */
  removed: readonly PlanEntry[]
  onRestore: (digest: string) => void
}

/** Which of an index’s platforms are taken. The index itself is asked: the plan shows only what is taken already. */
export function OnlyChoices({ reference, only, onOnly, removed, onRestore }: OnlyChoicesProps) {
  const { data, isError } = useQuery(imageQuery(reference, 'index'))
  const offered = data?.platforms.map(({ platform }) => platform) ?? []
  const names = [...new Set([...offered, ...only])]
  const isTaken = (name: string) => only.length === 0 || only.includes(name)
  const isLast = (name: string) => isTaken(name) && (only.length || names.length) === 1
  const removedOf = (name: string) => removed.filter(({ platform }) => platform === name)

  const toggle = (name: string) => {
    const back = removedOf(name)
    for (const { digest } of back) onRestore(digest)
    if (back.length > 0) return
    const taken = names.filter((other) => (other === name ? !isTaken(other) : isTaken(other)))
    onOnly(taken.length === names.length ? [] : taken)
  }

  return (
    <fieldset>
      <legend className="text-ink-muted text-xs">Taken from this index</legend>
      {data === undefined && !isError ? <Skeleton className="mt-1 h-5 w-40" /> : null}
      <div className="mt-1 flex flex-wrap gap-x-4 gap-y-0.5">
        {names.map((name) => (
          <Checkbox
            key={name}
            label={<span className="font-mono text-xs">{name}</span>}
            checked={isTaken(name) && removedOf(name).length === 0}
            disabled={isLast(name) && removedOf(name).length === 0}
            onChange={() => toggle(name)}
          />
        ))}
      </div>
    </fieldset>
  )
}

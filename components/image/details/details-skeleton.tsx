import { Skeleton } from '@/components/ui/skeleton'

const usualLayers = 4
const mostLines = 12
const factCount = 6

/** As tall as what usually comes: a line for each layer. */
export function DetailsSkeleton({ layers }: { layers: number | undefined }) {
  const lines = Array.from({ length: Math.min(layers ?? usualLayers, mostLines) }, (_, line) => line)
  const facts = Array.from({ length: factCount }, (_, line) => line)
  return (
    <div className="grid gap-x-8 gap-y-5 lg:grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)]">
      <div className="flex flex-col gap-2">
        <Skeleton className="my-1.5 h-4 w-60" />
        <Skeleton className="h-3 w-full" />
        {lines.map((line) => (
          <div key={line} className="flex h-14 flex-col justify-center gap-2">
            <Skeleton className="h-3.5 w-3/4" />
            <Skeleton className="h-3.5 w-40" />
          </div>
        ))}
      </div>
      <div className="flex flex-col gap-2.5">
        <Skeleton className="my-1.5 h-4 w-28" />
        {facts.map((line) => (
          <Skeleton key={line} className="h-3.5 w-64 max-w-full" />
        ))}
      </div>
    </div>
  )
}

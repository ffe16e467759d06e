import { Skeleton } from '@/components/ui/skeleton'

const widths = ['w-24', 'w-32', 'w-28', 'w-20', 'w-36', 'w-24', 'w-28', 'w-32']

export function TagListSkeleton() {
  return (
    <div>
      <p role="status" className="mb-3 flex h-8 items-center text-ink-muted text-sm">
        Reading the tags…
      </p>
      <div className="rounded-lg border bg-surface-raised shadow-raised">
        <div className="h-11 border-b" />
        {widths.map((width, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows without content have no other identity
          <div key={row} className="flex h-10 items-center gap-3 border-b px-4 last:border-b-0">
            <Skeleton className="size-4" />
            <Skeleton className={`h-4 ${width}`} />
          </div>
        ))}
      </div>
    </div>
  )
}

import clsx from 'clsx'
import { ArrowRight, Equal, type LucideIcon, Minus, Plus, RefreshCw } from 'lucide-react'
import { PlatformChip } from '@/components/reference/platform-chip'
import type { PlanChange } from '@/lib/contract/compose'
import { shortDigest } from '@/lib/oci/digest'

const looks: Record<PlanChange['change'], { icon: LucideIcon; word: string; className: string }> = {
  added: { icon: Plus, word: 'added', className: 'text-success' },
  changed: { icon: RefreshCw, word: 'replaced', className: 'text-accent' },
  same: { icon: Equal, word: 'stays the same', className: 'text-ink-muted' },
  removed: { icon: Minus, word: 'lost', className: 'text-danger' },
}

function DigestWords({ digest }: { digest?: string }) {
  if (digest === undefined) return <span className="font-sans text-ink-faint">none</span>
  return <span title={digest}>{shortDigest(digest)}</span>
}

function ChangeRow({ platform, change, before, after }: PlanChange) {
  const { icon: Icon, word, className } = looks[change]
  return (
    <tr className="border-t align-top">
      <th scope="row" className="py-2 pr-6 pl-4 text-left font-normal">
        <PlatformChip platform={platform} />
        <span className={clsx('mt-1 flex items-center gap-1 font-medium text-xs', className)}>
          <Icon aria-hidden className="size-3.5 shrink-0" />
          {word}
        </span>
      </th>
      <td className="py-2 pr-4 font-mono text-xs leading-5">
        <span className="sr-only">today </span>
        <span className={change === 'removed' ? 'line-through decoration-danger' : undefined}>
          <DigestWords digest={before} />
        </span>
        {change === 'same' ? null : (
          <span className="flex items-center gap-1">
            <ArrowRight aria-hidden className="-ml-4 size-3 shrink-0 text-ink-faint" />
            <span className="sr-only">after </span>
            <DigestWords digest={after} />
          </span>
        )}
      </td>
    </tr>
  )
}

export function ChangesTable({ changes }: { changes: readonly PlanChange[] }) {
  return (
    <table className="w-full">
      <caption className="sr-only">The target’s platforms, today and after the push</caption>
      <thead>
        <tr className="border-t text-left text-ink-muted text-xs">
          <th scope="col" className="py-2 pr-6 pl-4 font-medium">
            Platform
          </th>
          <th scope="col" className="py-2 pr-4 font-medium">
            Today <span aria-hidden>→</span> <span className="sr-only">and</span> after
          </th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <ChangeRow key={`${change.platform} ${change.before} ${change.after}`} {...change} />
        ))}
      </tbody>
    </table>
  )
}

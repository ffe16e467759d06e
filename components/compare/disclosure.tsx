import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'

export function Disclosure({ summary, children }: { summary: string; children: ReactNode }) {
  return (
    <details className="group/part min-w-0">
      <summary className="inline-flex min-h-6 list-none items-center gap-1 rounded-sm pr-1 text-ink-muted text-xs hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-3.5 shrink-0 transition-transform group-open/part:rotate-90" />
        {summary}
      </summary>
      <div className="mt-1.5 mb-2 sm:ml-4.5">{children}</div>
    </details>
  )
}

import { ChevronRight } from 'lucide-react'
import { UntrustedText } from '@/components/reference/untrusted-text'
import type { Provenance } from '@/lib/contract/attestation'

const mostOpen = 12

/** What the build was given, name beside value. */
export function ParameterList({ parameters }: Pick<Provenance, 'parameters'>) {
  if (parameters.length === 0) return null
  return (
    <details open={parameters.length <= mostOpen} className="group/values">
      <summary className="flex min-h-6 list-none items-center gap-1 rounded-sm font-medium text-xs [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="-ml-1 size-3.5 text-ink-muted group-open/values:rotate-90" />
        Parameters <span className="font-normal text-ink-faint tabular-nums">{parameters.length}</span>
      </summary>
      <dl className="mt-1 grid grid-cols-[minmax(5.5rem,auto)_minmax(0,1fr)] gap-x-3 gap-y-0.5 font-mono text-xs leading-5">
        {parameters.map(({ name, value }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a name may be given twice; the order is fixed
          <div key={index} className="contents">
            <dt className="text-ink-muted">
              <UntrustedText text={name} />
            </dt>
            <dd className="min-w-0">
              <UntrustedText text={value} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

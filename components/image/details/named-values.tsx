import { ChevronRight } from 'lucide-react'
import { ExternalText } from '@/components/reference/external-text'
import { UntrustedText } from '@/components/reference/untrusted-text'

const mostOpen = 8

interface NamedValuesProps {
  title: string
  values: { name: string; value: string }[]
}

/** Environment or labels; open unless there are many. */
export function NamedValues({ title, values }: NamedValuesProps) {
  if (values.length === 0) return null
  return (
    <details open={values.length <= mostOpen} className="group/values">
      <summary className="flex min-h-6 list-none items-center gap-1 rounded-sm font-medium text-xs [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="-ml-1 size-3.5 text-ink-muted group-open/values:rotate-90" />
        {title} <span className="font-normal text-ink-faint tabular-nums">{values.length}</span>
      </summary>
      <dl className="mt-1 flex flex-col gap-1.5 font-mono text-xs">
        {values.map(({ name, value }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a variable may be set twice; the order is fixed
          <div key={`${name} ${index}`} className="leading-4.5">
            <dt className="text-ink-muted">
              <UntrustedText text={name} />
            </dt>
            <dd className="whitespace-pre-wrap pl-3">
              {value === '' ? <span className="font-sans text-ink-faint">empty</span> : <ExternalText text={value} />}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

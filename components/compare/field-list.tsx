import clsx from 'clsx'
import { UntrustedText } from '@/components/reference/untrusted-text'
import type { PlatformComparison } from '@/lib/contract/compare'

type Field = PlatformComparison['fields'][number]

/** What differs in how containers start: the value before above the value after. */
export function FieldList({ fields }: { fields: readonly Field[] }) {
  return (
    <dl className="flex max-w-3xl flex-col gap-2 text-xs">
      {fields.map(({ field, before, after }) => (
        <div key={field} className="grid gap-x-4 gap-y-0.5 sm:grid-cols-[12rem_minmax(0,1fr)]">
          <dt className="text-ink-muted leading-5">
            <UntrustedText text={field} />
          </dt>
          <dd className="flex min-w-0 flex-col gap-0.5">
            <Value sign="−" word="before" text={before} className="bg-danger-soft" />
            <Value sign="+" word="after" text={after} className="bg-success-soft" />
          </dd>
        </div>
      ))}
    </dl>
  )
}

interface ValueProps {
  sign: string
  word: string
  text: string | undefined
  className: string
}

function Value({ sign, word, text, className }: ValueProps) {
  return (
    <span className={clsx('flex gap-2 rounded-sm px-1.5 py-0.5 font-mono', className)}>
      <span aria-hidden>{sign}</span>
      <span className="sr-only">{word} </span>
      {text === undefined ? (
        <span className="font-sans text-ink-muted">not set</span>
      ) : (
        <UntrustedText text={text} className="min-w-0 whitespace-pre-wrap" />
      )}
    </span>
  )
}

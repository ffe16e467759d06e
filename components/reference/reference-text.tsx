import clsx from 'clsx'
import { Fragment } from 'react'

/** A reference in mono that breaks after `/`, `:` and `@` before it breaks anywhere else. */
export function ReferenceText({ reference, className }: { reference: string; className?: string }) {
  const parts = reference.split(/(?<=[/@:])/)
  return (
    <span className={clsx('font-mono [overflow-wrap:anywhere]', className)}>
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text have no other identity
        <Fragment key={index}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </span>
  )
}

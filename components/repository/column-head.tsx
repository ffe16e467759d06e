import clsx from 'clsx'
import type { ReactNode } from 'react'
import { FamilyGlyph } from '@/components/reference/family-glyph'
import { platformFamily } from '@/components/reference/platform-family'
import type { PlatformColumn } from './platform-column'
import type { ListView } from './use-repository-view'

function PlatformName({ platform, name, os, version }: PlatformColumn) {
  return (
    <span
      title={platform}
      className="flex min-w-0 flex-col items-center font-mono text-2xs text-ink leading-[0.8125rem]"
    >
      {os ? <span className="max-w-full truncate text-ink-muted">{os}</span> : null}
      <span className="max-w-full truncate">{name}</span>
      {version ? <span className="text-ink-muted">{version}</span> : null}
      {os || version ? null : <FamilyGlyph family={platformFamily(platform)} className="mt-0.5 size-2!" />}
    </span>
  )
}

const textClass = 'text-ink-muted text-xs'

/** What sighted people read above the columns; it stays in the window while the rows pass below. */
export function ColumnHead({ view, columns }: { view: ListView; columns: readonly PlatformColumn[] }) {
  const isList = view === 'list'
  const text = (name: ReactNode, className?: string) => <span className={clsx(textClass, className)}>{name}</span>
  return (
    <>
      <span className="sticky left-0 z-10 h-full bg-inherit" />
      <span className={clsx(textClass, 'sticky left-11 z-10 flex h-full items-center bg-inherit')}>
        Tag
        <span className="ml-1.5 truncate text-2xs text-ink-faint">
          <span className="max-sm:hidden">in our order, newest-looking first</span>
          <span className="sm:hidden">our order</span>
        </span>
      </span>
      {isList ? text(<span title="Tags on the same digest are joined">Same</span>, 'text-2xs') : null}
      {columns.map((column) => (
        <PlatformName key={column.platform} {...column} />
      ))}
      <span />
      {isList ? (
        <>
          {text('Digest')}
          {text('Created')}
          {text('Size', 'pr-4 text-right')}
        </>
      ) : null}
    </>
  )
}

/** The same names for those who hear the table. */
export function SpokenHead({ view, columns }: { view: ListView; columns: readonly PlatformColumn[] }) {
  const names = [
    'Choose',
    'Tag',
    ...(view === 'list' ? ['Same image'] : []),
    ...columns.map(({ platform }) => platform),
  ]
  return (
    <thead className="sr-only">
      <tr aria-rowindex={1}>
        {[...names, ...(view === 'list' ? ['Digest', 'Created', 'Size'] : [])].map((name) => (
          <th key={name} scope="col">
            {name}
          </th>
        ))}
      </tr>
    </thead>
  )
}

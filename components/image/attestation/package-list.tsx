'use client'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type Ref, useDeferredValue, useMemo, useRef, useState } from 'react'
import { UntrustedText } from '@/components/reference/untrusted-text'
import { TextField } from '@/components/ui/text-field'
import type { SoftwarePackage } from '@/lib/contract/attestation'
import { findPackages } from './find-packages'

const usualHeight = 31
const firstScreen = { width: 800, height: 300 }

/** Only the lines in sight are drawn: there may be tens of thousands. */
export function PackageList({ packages }: { packages: readonly SoftwarePackage[] }) {
  const [text, setText] = useState('')
  const searched = useDeferredValue(text)
  const found = useMemo(() => findPackages(packages, searched), [packages, searched])
  const scroller = useRef<HTMLElement>(null)
  const virtualizer = useVirtualizer({
    count: found.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => usualHeight,
    overscan: 12,
    initialRect: firstScreen,
  })
  if (packages.length === 0) return null
  const total = packages.length.toLocaleString('en')
  return (
    <div className="min-w-0">
      <div className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1">
        <TextField
          label="Find a package, version or licence"
          isLabelHidden
          type="search"
          placeholder="Find a package, version or licence"
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="w-80 max-w-full max-sm:w-full"
        />
        <p role="status" className="text-ink-muted text-xs tabular-nums">
          {searched.trim() === '' ? '' : `found ${found.length.toLocaleString('en')} of ${total}`}
        </p>
      </div>
      <section
        ref={scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label="Packages"
        className="max-h-80 overflow-y-auto overscroll-y-contain border-y"
      >
        <ul aria-label="Packages by name" className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, key, start }) => {
            const shown = found[index]
            return shown ? (
              <PackageLine
                key={key}
                ref={virtualizer.measureElement}
                shown={shown}
                index={index}
                count={found.length}
                top={start}
              />
            ) : null
          })}
        </ul>
      </section>
    </div>
  )
}

interface PackageLineProps {
  /** Measures it: narrow screens show a second line. */
  ref: Ref<HTMLLIElement>
  shown: SoftwarePackage
  index: number
  count: number
  /** Pixels from the top of the list. */
  top: number
}

function PackageLine({ ref, shown, index, count, top }: PackageLineProps) {
  const { name, version, ecosystem, licenses } = shown
  const license = licenses.join(', ')
  return (
    <li
      ref={ref}
      data-index={index}
      aria-posinset={index + 1}
      aria-setsize={count}
      style={{ top }}
      className="absolute inset-x-0 grid grid-cols-[minmax(0,1.3fr)_minmax(0,1fr)] items-baseline gap-x-3 border-line/60 border-b py-1.5 text-xs leading-4.5 sm:grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)_minmax(0,1.4fr)_4rem]"
    >
      <span title={name} className="truncate font-medium font-mono">
        <UntrustedText text={name} />
      </span>
      <span title={version} className="truncate font-mono text-ink-muted max-sm:text-right">
        {version ? <UntrustedText text={version} /> : <span className="font-sans text-ink-faint">unknown</span>}
      </span>
      <span title={license} className="truncate text-ink-muted max-sm:col-span-2">
        {license ? <UntrustedText text={license} /> : <span className="text-ink-faint">licence unknown</span>}
      </span>
      <span className="truncate text-right text-ink-faint max-sm:hidden">
        {ecosystem ? <UntrustedText text={ecosystem} /> : null}
      </span>
    </li>
  )
}

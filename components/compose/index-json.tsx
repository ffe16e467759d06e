import clsx from 'clsx'
import { useMemo } from 'react'
import { UntrustedText } from '@/components/reference/untrusted-text'
import { CopyButton } from '@/components/ui/copy-button'
import { ScrollArea } from '@/components/ui/scroll-area'
import { diffLines, type LineDiff } from '@/lib/compose/line-diff'
import type { Plan } from '@/lib/contract/compose'
import { Disclosure } from './disclosure'

/** Other spaces are no other content: today’s text is compared as ours is written. */
function asWritten(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

function useMarks(before: string | undefined, body: string): LineDiff | undefined {
  return useMemo(() => {
    if (before === undefined || before === body) return undefined
    return diffLines(asWritten(body) === body ? asWritten(before) : before, body)
  }, [before, body])
}

const markClass = 'inline-block w-4 select-none'
const linesWord = (count: number) => (count === 1 ? '1 line' : `${count} lines`)

function MarkedLines({ lines }: Pick<LineDiff, 'lines'>) {
  return (
    <pre className="w-max min-w-full py-3 font-mono text-xs">
      {lines.map(({ number, text, isNew }) => (
        <span key={number} className={clsx('block pr-3 pl-2', isNew && 'bg-success-soft')}>
          {isNew ? (
            <span role="img" aria-label="new" className={clsx(markClass, 'text-success before:content-["+"]')} />
          ) : (
            <span aria-hidden className={markClass} />
          )}
          <UntrustedText text={text} />
          {number === lines.length ? null : '\n'}
        </span>
      ))}
    </pre>
  )
}

interface IndexJsonProps {
  index: Plan['index']
  /** What the target names today. */
  before?: string
}

export function IndexJson({ index, before }: IndexJsonProps) {
  const marks = useMarks(before, index.body)
  const added = marks?.lines.filter(({ isNew }) => isNew).length ?? 0
  return (
    <div className="relative border-t px-4 py-2.5">
      <Disclosure
        isInitiallyOpen
        summary={
          <span className="block pr-8 text-sm">
            <span className="font-medium">Exact JSON</span>
            <span className="text-ink-muted tabular-nums"> · {index.size.toLocaleString('en')} bytes</span>
            {marks === undefined ? null : (
              <span className="text-ink-muted tabular-nums">
                {' '}
                · {linesWord(added)} new{marks.gone > 0 ? `, ${linesWord(marks.gone)} of today’s gone` : ''}
              </span>
            )}
          </span>
        }
      >
        <ScrollArea label="The index as JSON" className="mt-2 max-h-80 overflow-y-auto rounded-md bg-surface-sunken">
          {marks === undefined ? (
            <pre className="w-max min-w-full p-3 font-mono text-xs">
              <UntrustedText text={index.body} />
            </pre>
          ) : (
            <MarkedLines lines={marks.lines} />
          )}
        </ScrollArea>
      </Disclosure>
      <div className="absolute top-2.5 right-4">
        <CopyButton text={index.body} label="Copy the JSON" />
      </div>
    </div>
  )
}

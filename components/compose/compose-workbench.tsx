import clsx from 'clsx'
import { useMemo } from 'react'
import { useKeptFocus } from '@/components/ui/use-kept-focus'
import { CommandPanel } from './command-panel'
import { readDraft } from './compose-draft'
import { ChangesPart, ResultPart } from './plan-parts'
import { PushBar } from './push-bar'
import { SourceList } from './source-list'
import { TargetFields } from './target-fields'
import { useAcknowledgements } from './use-acknowledgements'
import { useComposeDraft } from './use-compose-draft'
import { usePlan } from './use-plan'
import type { PushDone, PushStream } from './use-push'

interface ComposeWorkbenchProps {
  /** What the address says. */
  query: string
  onQuery: (query: string) => void
  onPushed: (result: PushDone) => void
  stream?: PushStream
}

/** Sources, the index they make, and what it changes, always side by side. */
export function ComposeWorkbench({ query, onQuery, onPushed, stream }: ComposeWorkbenchProps) {
  const { draft, dispatch } = useComposeDraft(query, onQuery)
  const read = useMemo(() => readDraft(draft), [draft])
  const planned = usePlan(read.input)
  const acknowledgements = useAcknowledgements(planned.plan)
  const result = useKeptFocus<HTMLElement>()
  const isStale = planned.isPlanning && planned.plan !== undefined
  const partClass = clsx('min-w-0 space-y-4 transition-opacity', isStale && 'opacity-60')
  return (
    <form
      action="/compose"
      method="get"
      onSubmit={(event) => event.preventDefault()}
      className="**:[button,input,summary,a]:scroll-mb-32"
    >
      <TargetFields draft={draft} read={read} plan={planned.plan} dispatch={dispatch} />
      <div className="mt-4 grid items-start gap-4 lg:grid-cols-[18rem_minmax(0,1fr)_18rem] xl:grid-cols-[21rem_minmax(0,1fr)_21rem]">
        <SourceList sources={read.sources} plan={planned.plan} dispatch={dispatch} />
        <section
          ref={result}
          tabIndex={-1}
          aria-label="The index and its doubts"
          aria-busy={planned.isPlanning}
          className={partClass}
        >
          <ResultPart
            read={read}
            planned={planned}
            draft={draft}
            dispatch={dispatch}
            acknowledgements={acknowledgements}
          />
        </section>
        <div aria-busy={planned.isPlanning} className={partClass}>
          <ChangesPart read={read} planned={planned} />
        </div>
      </div>
      {planned.plan === undefined || read.input === undefined ? null : (
        <div className={clsx('mt-4', partClass)}>
          <CommandPanel plan={planned.plan} input={read.input} />
        </div>
      )}
      <noscript>
        <button type="submit" className="mt-4 h-8 rounded-md border border-line-strong px-3">
          Plan
        </button>
      </noscript>
      <PushBar read={read} planned={planned} acknowledgements={acknowledgements} onPushed={onPushed} stream={stream} />
    </form>
  )
}

import type { ReactNode } from 'react'
import { Panel } from '@/components/ui/panel'
import type { SplitPlan } from '@/lib/contract/split'
import { formatRepository, parseReference } from '@/lib/oci/reference'
import { SplitRow } from './split-row'
import type { Overwriting } from './use-overwriting'
import type { SplitPushState, TagResult } from './use-split-push'

interface SplitTableProps {
  plan: SplitPlan
  overwriting: Overwriting
  push: { state: SplitPushState; results: ReadonlyMap<string, TagResult> }
  actions?: ReactNode
}

function progressOf(state: SplitPushState, tag: string): 'writing' | 'waiting' | undefined {
  if (state.kind !== 'running') return undefined
  return state.writing === tag ? 'writing' : 'waiting'
}

/** What each tag will name; during and after a push, what became of it. */
export function SplitTable({ plan, overwriting, push: { state, results }, actions }: SplitTableProps) {
  const repository = formatRepository(parseReference(plan.reference))
  const canChoose = state.kind === 'idle' && plan.problems.every(({ level }) => level !== 'error')
  const count = plan.tags.length
  if (count === 0)
    return (
      <p className="rounded-lg border border-dashed px-4 py-8 text-center text-ink-muted text-sm">
        The tags stand here once the pattern makes sense.
      </p>
    )
  return (
    <Panel title={count === 1 ? '1 tag' : `${count} tags`} actions={actions} isFlush>
      <table className="w-full max-sm:block">
        <caption className="sr-only">The tags, the platform of each, and what changes</caption>
        <thead className="max-sm:sr-only">
          <tr className="text-left text-ink-muted text-xs *:py-2 *:pr-4 *:font-medium">
            <th scope="col" className="pl-4">
              Tag
            </th>
            <th scope="col">Platform</th>
            <th scope="col">Will name</th>
            <th scope="col">{state.kind === 'idle' ? 'Change' : 'Result'}</th>
          </tr>
        </thead>
        <tbody className="max-sm:block">
          {plan.tags.map((tag) => (
            <SplitRow
              key={`${tag.tag} ${tag.digest}`}
              tag={tag}
              repository={repository}
              result={results.get(tag.tag)}
              progress={progressOf(state, tag.tag)}
              isAccepted={overwriting.isAccepted(tag.tag)}
              onAccept={canChoose ? (isAccepted) => overwriting.accept(tag.tag, isAccepted) : undefined}
            />
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

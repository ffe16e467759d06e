import clsx from 'clsx'
import { CircleAlert, Info, type LucideIcon, TriangleAlert } from 'lucide-react'
import { Button } from '@/components/ui/button'
import type { Problem, ProblemLevel } from '@/lib/compose/problem'
import type { Plan } from '@/lib/contract/compose'
import type { ReadSource } from './compose-draft'
import type { DraftAction } from './draft-reducer'
import { fixesOf, rowOf } from './problem-fixes'
import { sourceFieldId } from './source-row'

interface ProblemListProps {
  plan: Plan
  sources: readonly ReadSource[]
  dispatch: (action: DraftAction) => void
}

interface LevelLook {
  level: ProblemLevel
  icon: LucideIcon
  title: (count: number) => string
  className: string
  iconClass: string
}

const levels: LevelLook[] = [
  {
    level: 'error',
    icon: CircleAlert,
    title: (count) => (count === 1 ? '1 error, to be resolved first' : `${count} errors, to be resolved first`),
    className: 'border-danger/35 bg-danger-soft',
    iconClass: 'text-danger',
  },
  {
    level: 'warning',
    icon: TriangleAlert,
    title: (count) => (count === 1 ? '1 warning, to be read' : `${count} warnings, to be read`),
    className: 'border-warning/35 bg-warning-soft',
    iconClass: 'text-warning',
  },
  {
    level: 'note',
    icon: Info,
    title: (count) => (count === 1 ? '1 note' : `${count} notes`),
    className: 'border-line bg-surface-raised',
    iconClass: 'text-accent',
  },
]

function goTo(row: ReadSource): void {
  document.getElementById(sourceFieldId(row.id))?.focus()
}

function ProblemItem({ problem, plan, sources, dispatch }: ProblemListProps & { problem: Problem }) {
  const row = rowOf(sources, problem.source)
  const place = row === undefined ? -1 : sources.indexOf(row)
  const fixes = fixesOf(problem, plan, sources)
  return (
    <li className="space-y-1.5">
      <p className="text-sm [overflow-wrap:anywhere]">{problem.message}</p>
      {row === undefined && fixes.length === 0 ? null : (
        <div className="flex flex-wrap gap-1.5">
          {fixes.map(({ label, action }) => (
            <Button key={label} size="sm" onClick={() => dispatch(action)}>
              {label}
            </Button>
          ))}
          {row === undefined ? null : (
            <Button size="sm" variant="ghost" onClick={() => goTo(row)}>
              Go to source {place + 1}
            </Button>
          )}
        </div>
      )}
    </li>
  )
}

export function ProblemList({ plan, sources, dispatch }: ProblemListProps) {
  const groups = levels
    .map((look) => ({ ...look, problems: plan.problems.filter(({ level }) => level === look.level) }))
    .filter(({ problems }) => problems.length > 0)
  return groups.map(({ level, icon: Icon, title, className, iconClass, problems }) => (
    <section
      key={level}
      aria-label={title(problems.length)}
      className={clsx('flex gap-2.5 rounded-lg border px-4 py-3', className)}
    >
      <Icon aria-hidden className={clsx('mt-0.5 size-4 shrink-0', iconClass)} />
      <div className="min-w-0 flex-1">
        <h3 className="font-semibold text-sm">{title(problems.length)}</h3>
        <ul className="mt-1 space-y-2.5">
          {problems.map((problem) => (
            <ProblemItem
              key={`${problem.code} ${problem.source} ${problem.platform} ${problem.message}`}
              problem={problem}
              plan={plan}
              sources={sources}
              dispatch={dispatch}
            />
          ))}
        </ul>
      </div>
    </section>
  ))
}

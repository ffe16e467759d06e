import clsx from 'clsx'
import { CircleAlert, Info, type LucideIcon, TriangleAlert } from 'lucide-react'
import { Fragment } from 'react'
import { Button } from '@/components/ui/button'
import type { Problem, ProblemLevel } from '@/lib/compose/problem'
import { type ProblemContext, ProblemItem } from './problem-item'
import { type SharedFix, sharedFixes } from './shared-fixes'

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
    title: (count) =>
      count === 1 ? '1 warning, to be read and ticked' : `${count} warnings, to be read and ticked one by one`,
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

/** Stays the same while a sentence is being completed, so that nothing loses the focus. */
function keysOf(problems: readonly Problem[]): string[] {
  const seen = new Map<string, number>()
  return problems.map(({ code, source, platform, digest, tag }) => {
    const key = [code, source, platform, digest, tag].join(' ')
    seen.set(key, (seen.get(key) ?? 0) + 1)
    return `${key} ${seen.get(key)}`
  })
}

function SharedFixes({ fixes, dispatch }: Pick<ProblemContext, 'dispatch'> & { fixes: SharedFix[] }) {
  if (fixes.length === 0) return null
  const takeAll = (actions: SharedFix['actions']) => {
    for (const action of actions) dispatch(action)
  }
  return (
    <div className="mt-2 flex flex-wrap items-center gap-1.5">
      {fixes.map(({ label, actions, count }) => (
        <Fragment key={label}>
          <span className="text-ink-muted text-xs">For {count} of them:</span>
          <Button size="sm" onClick={() => takeAll(actions)}>
            {label}
          </Button>
        </Fragment>
      ))}
    </div>
  )
}

export function ProblemList(context: ProblemContext) {
  const { plan } = context
  const groups = levels
    .map((look) => ({ ...look, problems: plan.problems.filter(({ level }) => level === look.level) }))
    .filter(({ problems }) => problems.length > 0)
    .map((group) => ({ ...group, shared: sharedFixes(group.problems, context) }))
  return groups.map(({ level, icon: Icon, title, className, iconClass, problems, shared }) => (
    <section
      key={level}
      aria-label={title(problems.length)}
      className={clsx('flex gap-2.5 rounded-lg border px-4 py-3', className)}
    >
      <Icon aria-hidden className={clsx('mt-0.5 size-4 shrink-0', iconClass)} />
      <div className="min-w-0 flex-1">
        <h3 className="font-semibold text-sm">{title(problems.length)}</h3>
        <SharedFixes fixes={shared} dispatch={context.dispatch} />
        <ul className="mt-1 space-y-2.5">
          {keysOf(problems).map((key, place) => {
            const problem = problems[place]
            const without = new Set(shared.map(({ label }) => label))
            return problem && <ProblemItem key={key} {...context} problem={problem} without={without} />
          })}
        </ul>
      </div>
    </section>
  ))
}

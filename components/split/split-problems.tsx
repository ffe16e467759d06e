import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { Notice, type NoticeTone } from '@/components/ui/notice'
import type { SplitProblem, SplitProblemCode } from '@/lib/compose/split-problem'
import { imageHref } from '@/lib/contract/links'
import type { SplitPlan } from '@/lib/contract/split'

const tones: Record<SplitProblem['level'], NoticeTone> = { error: 'error', warning: 'warning', note: 'info' }

/** These are said where they are met: at the pattern’s field, and in the row of the tag. */
const saidElsewhere: readonly SplitProblemCode[] = ['PATTERN_INVALID', 'TAG_OVERWRITTEN']

interface SplitProblemsProps {
  plan: SplitPlan
  isDisabled: boolean
  onKeepAttestations: () => void
}

function Way({ problem, plan, isDisabled, onKeepAttestations }: SplitProblemsProps & { problem: SplitProblem }) {
  if (problem.code === 'ATTESTATIONS_LEFT_OUT')
    return (
      <Button size="sm" disabled={isDisabled} onClick={onKeepAttestations}>
        Keep them
      </Button>
    )
  if (problem.code === 'NOT_AN_INDEX' || problem.code === 'NOTHING_TO_SPLIT')
    return (
      <LinkButton size="sm" href={imageHref(plan.reference)}>
        See the image
      </LinkButton>
    )
  return null
}

/** Every doubt about a split, the worst first. */
export function SplitProblems(props: SplitProblemsProps) {
  const shown = props.plan.problems.filter(({ code }) => !saidElsewhere.includes(code))
  const sorted = (['error', 'warning', 'note'] as const).flatMap((wanted) =>
    shown.filter(({ level }) => level === wanted),
  )
  if (sorted.length === 0) return null
  return (
    <ul aria-label="Problems" className="space-y-2">
      {sorted.map((problem) => (
        <li key={`${problem.code} ${problem.message}`}>
          <Notice tone={tones[problem.level]} action={<Way {...props} problem={problem} />}>
            {problem.message}
          </Notice>
        </li>
      ))}
    </ul>
  )
}

import { ArrowRight, TriangleAlert } from 'lucide-react'
import { PlatformChip } from '@/components/reference/platform-chip'
import { Chip } from '@/components/ui/chip'
import { LinkButton } from '@/components/ui/link-button'
import { Skeleton } from '@/components/ui/skeleton'
import { composeHref } from '@/lib/contract/links'
import type { SuggestedMember, SuggestedMerge } from './family-suggestions'
import { mergeInput } from './merge-family'

interface SuggestionRowProps {
  repository: string
  merge: SuggestedMerge
  isChecking: boolean
}

const stateTitles = {
  missing: 'There is no tag that combines these.',
  stale: 'The combined tag names other images than these tags do now.',
  current: 'The combined tag names exactly these images.',
}
const stateTones = { missing: 'accent', stale: 'warning', current: 'success' } as const

function StateChip({ state }: Pick<SuggestedMerge, 'state'>) {
  if (state === undefined) return <Chip>checking…</Chip>
  return (
    <Chip tone={stateTones[state]} title={stateTitles[state]}>
      {state === 'current' ? 'complete' : state}
    </Chip>
  )
}

function Member({ tag, platform, problems, isChecking }: SuggestedMember & { isChecking: boolean }) {
  return (
    <li className="flex min-w-0 flex-wrap items-center gap-1.5">
      <span className="min-w-0 font-mono text-ink-muted text-xs [overflow-wrap:anywhere]">{tag}</span>
      {platform !== undefined ? (
        <PlatformChip platform={platform} isShort />
      ) : isChecking ? (
        <Skeleton className="h-5 w-14" />
      ) : null}
      {problems.length > 0 ? (
        <TriangleAlert aria-label="See the warning below" className="size-3.5 shrink-0 text-warning" />
      ) : null}
    </li>
  )
}

export function SuggestionRow({ repository, merge, isChecking }: SuggestionRowProps) {
  const { target, members, state } = merge
  const problems = members.flatMap(({ problems: sentences, tag }) => sentences.map((sentence) => ({ tag, sentence })))
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b px-4 py-2 last:border-b-0">
      <div className="min-w-0 flex-1 basis-72">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <p className="flex min-h-6 min-w-0 items-center gap-2">
            <span className="font-medium font-mono text-sm [overflow-wrap:anywhere]">{target}</span>
            <StateChip state={state} />
          </p>
          <ul aria-label={`Tags that belong under ${target}`} className="flex min-w-0 flex-wrap gap-x-4 gap-y-1">
            {members.map((member) => (
              <Member key={member.tag} {...member} isChecking={isChecking && !merge.isChecked} />
            ))}
          </ul>
        </div>
        {problems.map(({ tag, sentence }) => (
          <p key={`${tag} ${sentence}`} className="mt-1 flex gap-1.5 text-sm">
            <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
            <span className="min-w-0">
              <span className="font-mono">{tag}</span>: {sentence}
            </span>
          </p>
        ))}
      </div>
      <LinkButton
        size="sm"
        href={composeHref(mergeInput(repository, merge))}
        icon={<ArrowRight aria-hidden className="size-3.5" />}
      >
        Prepare
        <span className="sr-only"> {target}</span>
      </LinkButton>
    </li>
  )
}

import { useEffect, useRef } from 'react'
import { useWritingOff } from '@/components/reference/writing-switch'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { LinkButton } from '@/components/ui/link-button'
import { composeHref, imageHref } from '@/lib/contract/links'
import type { SuggestedMerge } from './family-suggestions'
import { type MergeState, mergeInput } from './merge-family'
import { MergeStateLine } from './merge-state-line'
import { type MergeStates, useMergeBatch } from './use-merge-batch'

interface MergeAllDialogProps {
  repository: string
  /** What to merge; the dialog is closed without. */
  batch: readonly SuggestedMerge[] | undefined
  onClose: () => void
  onWritten: (targets: string[]) => void
}

const tags = (count: number) => (count === 1 ? '1 tag' : `${count.toLocaleString('en')} tags`)

function resultWords(states: MergeStates): string {
  const kinds = [...states.values()].map(({ kind }) => kind)
  const count = (kind: MergeState['kind']) => kinds.filter((other) => other === kind).length
  const parts = [
    `${tags(count('done'))} pushed`,
    ...(count('skipped') > 0 ? [`${count('skipped')} left for review`] : []),
    ...(count('failed') > 0 ? [`${count('failed')} failed`] : []),
    ...(count('stopped') > 0 ? [`${count('stopped')} stopped`] : []),
  ]
  return `${parts.join(', ')}.`
}

function runningWords(states: MergeStates): string {
  const over = [...states.values()].filter(({ kind }) => !['waiting', 'planning', 'pushing'].includes(kind)).length
  return `${over} of ${tags(states.size)} over…`
}

function MergeLine({ repository, merge, state }: { repository: string; merge: SuggestedMerge; state?: MergeState }) {
  const line = useRef<HTMLLIElement>(null)
  const isUnderWay = state?.kind === 'planning' || state?.kind === 'pushing'
  useEffect(() => {
    if (isUnderWay) line.current?.scrollIntoView({ block: 'nearest' })
  }, [isUnderWay])
  const needsReview =
    state?.kind === 'skipped' || state?.kind === 'failed' || (state?.kind === 'stopped' && state.wasPushing)
  return (
    <li ref={line} className="flex flex-wrap items-start gap-x-4 gap-y-1 border-b py-2.5 last:border-b-0">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium font-mono text-sm [overflow-wrap:anywhere]">{merge.target}</span>
          <span className="text-ink-faint text-xs">{merge.state === 'stale' ? 'moves' : 'is new'}</span>
        </p>
        {state ? (
          <MergeStateLine state={state} />
        ) : (
          <p className="font-mono text-ink-muted text-xs leading-5 [overflow-wrap:anywhere]">
            {merge.members.map(({ tag }) => tag).join(' + ')}
          </p>
        )}
      </div>
      {needsReview ? (
        <LinkButton size="sm" href={composeHref(mergeInput(repository, merge))}>
          Review
          <span className="sr-only"> {merge.target}</span>
        </LinkButton>
      ) : null}
      {state?.kind === 'done' ? (
        <LinkButton size="sm" variant="ghost" href={imageHref(`${repository}:${merge.target}`)}>
          Show
          <span className="sr-only"> {merge.target}</span>
        </LinkButton>
      ) : null}
    </li>
  )
}

/** Missing and stale combined tags in one go: what will be pushed, then what became of each. */
export function MergeAllDialog({ repository, batch, onClose, onWritten }: MergeAllDialogProps) {
  const { states, isRunning, run, stop, reset } = useMergeBatch(repository, onWritten)
  const isOver = states.size > 0 && !isRunning
  const listed = batch ?? []
  const writingOff = useWritingOff()

  const close = () => {
    stop()
    reset()
    onClose()
  }
  return (
    <Dialog
      isOpen={batch !== undefined}
      onOpenChange={(isOpen) => (isOpen ? undefined : close())}
      title={`Merge ${tags(listed.length)}`}
      description="One after the other. A tag about which there is any doubt is left alone, for you to review."
      footer={
        <>
          <p role="status" className="mr-auto self-center text-ink-muted text-sm">
            {writingOff ?? (isRunning ? runningWords(states) : isOver ? resultWords(states) : '')}
          </p>
          {isRunning ? (
            <Button onClick={stop}>Stop</Button>
          ) : (
            <Button variant={isOver ? 'primary' : 'secondary'} onClick={close}>
              {isOver ? 'Close' : 'Cancel'}
            </Button>
          )}
          {isRunning || isOver ? null : (
            <Button variant="primary" disabled={writingOff !== undefined} onClick={() => run(listed)}>
              Push {tags(listed.length)}
            </Button>
          )}
        </>
      }
    >
      <ul aria-label="Tags to push" className="-my-2.5">
        {listed.map((merge) => (
          <MergeLine key={merge.target} repository={repository} merge={merge} state={states.get(merge.target)} />
        ))}
      </ul>
    </Dialog>
  )
}

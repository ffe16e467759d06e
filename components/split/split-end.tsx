import { RotateCw } from 'lucide-react'
import { RegistryWords } from '@/components/reference/registry-words'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { historyHref, repositoryHref } from '@/lib/contract/links'
import { countTags } from './split-words'
import type { SplitPushState } from './use-split-push'

const stopped = 'You stopped the push. Tags that say “written” stay; plan again to see what the others name now.'

interface SplitEndProps {
  state: Exclude<SplitPushState, { kind: 'idle' | 'running' }>
  total: number
  /** `registry/repository`. */
  repository: string
  onRetry: () => void
  onPlanAgain: () => void
}

/** How a push ended; what became of each tag stands in its row. */
export function SplitEnd({ state, total, repository, onRetry, onPlanAgain }: SplitEndProps) {
  const planAgain = (
    <Button icon={<RotateCw aria-hidden className="size-3.5" />} onClick={onPlanAgain}>
      Plan again
    </Button>
  )
  if (state.kind !== 'finished')
    return (
      <Notice role="alert" tone={state.kind === 'failed' ? 'error' : 'info'} action={planAgain}>
        {state.kind === 'failed' ? (
          <>
            {state.error.message}
            <RegistryWords detail={state.error.detail} />
          </>
        ) : (
          stopped
        )}
      </Notice>
    )
  const { failed } = state
  const words =
    failed.length === 0
      ? `${total === 1 ? 'The tag names its image' : `${total} tags name their images`} now.`
      : `${total - failed.length} of ${countTags(total)} name their images now; ${countTags(failed.length)} could not be written.`
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
      <p role={failed.length === 0 ? 'status' : 'alert'} className="min-w-0 flex-1 basis-52 font-medium text-sm">
        {words}
      </p>
      <div className="flex flex-wrap gap-2">
        {failed.length === 0 ? null : (
          <>
            <Button variant="primary" icon={<RotateCw aria-hidden className="size-4" />} onClick={onRetry}>
              {failed.length === 1 ? `Try ${failed[0]} again` : `Try the ${failed.length} tags again`}
            </Button>
            {planAgain}
          </>
        )}
        <LinkButton href={historyHref(repository)}>Put one back…</LinkButton>
        <LinkButton href={repositoryHref(repository)} variant={failed.length === 0 ? 'primary' : 'secondary'}>
          See the tags
        </LinkButton>
      </div>
    </div>
  )
}

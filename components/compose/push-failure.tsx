import { RotateCw } from 'lucide-react'
import { RegistryWords } from '@/components/reference/registry-words'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { PushState } from './use-push'

const stopped =
  'You stopped the push. What was copied before stays, without a tag; plan again to see what the target names now.'

/** What ended a push early; the form keeps all that was written. */
export function PushFailure({ state, onPlanAgain }: { state: PushState; onPlanAgain: () => void }) {
  if (state.kind !== 'failed' && state.kind !== 'stopped') return null
  return (
    <Notice
      role="alert"
      tone={state.kind === 'failed' ? 'error' : 'info'}
      className="mb-3"
      action={
        <Button size="sm" icon={<RotateCw aria-hidden className="size-3.5" />} onClick={onPlanAgain}>
          Plan again
        </Button>
      }
    >
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
}

import { FailureNotice } from '@/components/reference/failure-notice'
import { CodeLine } from '@/components/ui/code-line'
import { Panel } from '@/components/ui/panel'
import { Skeleton } from '@/components/ui/skeleton'
import type { DockerfileCheck } from '@/lib/contract/dockerfile'
import { BaseTable } from './base-table'
import { CheckSummary } from './check-summary'
import type { DockerfileCheckState } from './use-dockerfile-check'

function BuildCommand({ answer }: { answer: DockerfileCheck }) {
  if (answer.command === undefined) return null
  const isLess = answer.missing.length > 0
  return (
    <Panel title={isLess ? 'What builds as it stands' : 'Build it'}>
      <CodeLine text={answer.command} label="the build" />
    </Panel>
  )
}

function Reading() {
  return (
    <Panel title="Bases">
      <div className="space-y-3">
        <Skeleton className="h-4 w-2/3" />
        <Skeleton className="h-4 w-full" />
        <Skeleton className="h-4 w-5/6" />
      </div>
    </Panel>
  )
}

export function CheckResult({ answer, error, isReading, readAgain }: DockerfileCheckState) {
  if (error)
    return (
      <FailureNotice error={error} title="The file could not be checked." onRetry={readAgain} isRetrying={isReading} />
    )
  if (answer === undefined) return isReading ? <Reading /> : null
  return (
    <div aria-busy={isReading} className="flex flex-col gap-4 aria-busy:opacity-70">
      <CheckSummary answer={answer} />
      {answer.stages.length > 0 ? <BaseTable answer={answer} /> : null}
      <BuildCommand answer={answer} />
    </div>
  )
}

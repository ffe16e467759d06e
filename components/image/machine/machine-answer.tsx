import { CircleSlash, MonitorDown, TriangleAlert } from 'lucide-react'
import { PlatformChip } from '@/components/reference/platform-chip'
import { Skeleton } from '@/components/ui/skeleton'
import type { PullAnswer } from './pull-answer'

interface MachineAnswerProps {
  answer: PullAnswer
  /** Who pulls: “Your Mac”, or the platform that was picked. */
  device: string
  /** Why the machine is taken to be what it is. */
  reason?: string | undefined
}

function AnswerIcon({ row, isNative }: PullAnswer) {
  if (!row) return <CircleSlash aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
  if (!isNative || row.problems.length > 0)
    return <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
  return <MonitorDown aria-hidden className="mt-0.5 size-4 shrink-0 text-accent" />
}

export function MachineAnswer({ answer, device, reason }: MachineAnswerProps) {
  const { row, words, podman } = answer
  return (
    <div className="flex items-start gap-2.5">
      <AnswerIcon {...answer} />
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-1.5 font-medium">
          {row ? (
            <>
              {device} pulls <PlatformChip platform={row.platform} />
            </>
          ) : (
            `${device} finds nothing to pull`
          )}
        </p>
        <p className="mt-0.5 max-w-prose text-ink-muted text-sm lg:max-w-none">
          {reason ? `${reason} ` : ''}
          {words} {row?.problems.map(({ message }) => message).join(' ')} {podman}
        </p>
      </div>
    </div>
  )
}

export function MachineAnswerSkeleton() {
  return (
    <div className="flex items-start gap-2.5">
      <Skeleton className="mt-0.5 size-4 rounded-full" />
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <Skeleton className="mt-0.5 h-4 w-52" />
        <Skeleton className="h-3.5 w-full max-w-xl" />
      </div>
    </div>
  )
}

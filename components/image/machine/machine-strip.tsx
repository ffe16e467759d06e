'use client'
import clsx from 'clsx'
import { useId } from 'react'
import type { Image } from '@/lib/contract/image'
import { MachineAnswer, MachineAnswerSkeleton } from './machine-answer'
import { MachinePicker } from './machine-picker'
import type { PullAnswer } from './pull-answer'
import type { Machine } from './use-machine'

interface MachineStripProps {
  image: Image
  machine: Machine
  /** Undefined while it is not known what the machine is, or what the image is for. */
  answer: PullAnswer | undefined
}

/** Keeps its height while the browser is asked, so that the table below does not move. */
export function MachineStrip({ image, machine, answer }: MachineStripProps) {
  const pickerId = useId()
  const { guess, picked } = machine
  if (image.kind === 'artifact' || image.platforms.length === 0) return null
  return (
    <section
      aria-label="What will my machine pull?"
      className={clsx(
        'flex flex-col gap-x-6 gap-y-3 rounded-lg border bg-surface-raised px-4 py-3 shadow-raised md:flex-row',
        picked === undefined && 'noscript:hidden',
      )}
    >
      <div className="shrink-0 md:w-64 lg:w-72">
        <label htmlFor={pickerId} className="mb-1.5 block font-semibold text-sm">
          What will my machine pull?
        </label>
        <MachinePicker machine={machine} id={pickerId} />
      </div>
      <div
        aria-live="polite"
        className="flex min-h-32 min-w-0 flex-1 items-start max-md:border-t max-md:pt-3 sm:min-h-20 md:min-h-21 md:items-center md:border-l md:pl-6 lg:min-h-16"
      >
        {guess === null && picked === undefined ? (
          <p className="text-ink-muted text-sm">Pick a machine to see which entry a client on it takes, and why.</p>
        ) : answer ? (
          <MachineAnswer
            answer={answer}
            device={picked ? 'Such a machine' : (guess?.device ?? 'Your machine')}
            reason={picked ? undefined : guess?.reason}
          />
        ) : (
          <MachineAnswerSkeleton />
        )}
      </div>
    </section>
  )
}

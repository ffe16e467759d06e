'use client'
import { useQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import { CircleAlert, CircleCheck, CircleHelp, type LucideIcon, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { UntrustedText } from '@/components/reference/untrusted-text'
import { IconButton } from '@/components/ui/icon-button'
import { Skeleton } from '@/components/ui/skeleton'
import { registryCheckQuery } from '@/lib/contract/queries'
import { type AnswerWords, checkWords, faultWords } from './answer-words'

const looks: Record<AnswerWords['kind'], { icon: LucideIcon; className: string }> = {
  answers: { icon: CircleCheck, className: 'text-success' },
  silent: { icon: CircleAlert, className: 'text-danger' },
  unknown: { icon: CircleHelp, className: 'text-warning' },
}

/** Has the height of its longest usual words from the start. */
export function RegistryAnswer({ registry, name }: { registry: string; name: string }) {
  const { data, error, isFetching, refetch } = useQuery(registryCheckQuery(registry))
  const [isAskedAgain, setIsAskedAgain] = useState(false)
  const words = error ? faultWords(error) : data ? checkWords(data) : undefined
  const checkAgain = () => {
    setIsAskedAgain(true)
    if (!isFetching) void refetch()
  }
  return (
    <div className="flex min-h-15 items-start gap-2">
      <div
        role={isAskedAgain ? 'status' : undefined}
        aria-busy={isFetching}
        className="min-w-0 flex-1 text-sm transition-opacity aria-busy:opacity-60"
      >
        {words === undefined ? <Checking name={name} /> : <Words {...words} />}
      </div>
      <IconButton
        label={`Check ${name} again`}
        size="sm"
        className="-mt-0.5"
        aria-disabled={isFetching || undefined}
        onClick={checkAgain}
      >
        <RotateCw aria-hidden className={clsx('size-3.5', isFetching && 'motion-safe:animate-spin')} />
      </IconButton>
    </div>
  )
}

function Words({ kind, title, detail }: AnswerWords) {
  const { icon: Icon, className } = looks[kind]
  return (
    <>
      <p className="flex items-center gap-1.5 font-medium tabular-nums">
        <Icon aria-hidden className={clsx('size-4 shrink-0', className)} />
        {title}
      </p>
      {detail ? (
        <p className="pl-5.5 text-pretty text-ink-muted">
          <UntrustedText text={detail} />
        </p>
      ) : null}
    </>
  )
}

function Checking({ name }: { name: string }) {
  return (
    <>
      <span className="sr-only">Checking {name}</span>
      <span className="flex h-5 items-center gap-1.5">
        <Skeleton className="size-4" />
        <Skeleton className="h-3.5 w-28" />
      </span>
      <span className="flex h-5 items-center pl-5.5">
        <Skeleton className="h-3.5 w-44" />
      </span>
    </>
  )
}

'use client'
import { FileCheck2 } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ArgumentFields } from './argument-fields'
import { CheckResult } from './check-result'
import { exampleDockerfile } from './dockerfile-examples'
import { DockerfileField } from './dockerfile-field'
import { useDockerfileCheck } from './use-dockerfile-check'
import { WantedPlatforms } from './wanted-platforms'

function NothingYet({ onExample }: { onExample: () => void }) {
  return (
    <div className="rounded-lg border border-dashed">
      <EmptyState
        title="Which platforms can it be built for?"
        action={<Button onClick={onExample}>Show an example</Button>}
      >
        Paste a Dockerfile: each image it needs stands here with its platforms, the gaps visible, before a build finds
        them.
      </EmptyState>
    </div>
  )
}

export function DockerfileChecker({ sandboxRegistry }: { sandboxRegistry?: string }) {
  const state = useDockerfileCheck()
  const { text, setText, platforms, setPlatforms, args, setArg, check, isReading, isChanged, answer, error } = state
  const isEmpty = answer === undefined && !error && !isReading
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,5fr)_minmax(0,7fr)]">
      <div className="flex min-w-0 flex-col gap-4">
        <DockerfileField text={text} onText={setText} onCheck={check} />
        <WantedPlatforms platforms={platforms} onChange={setPlatforms} />
        <ArgumentFields text={text} values={args} onValue={setArg} />
        <div className="flex flex-wrap items-center gap-3">
          <Button
            variant="primary"
            isBusy={isReading}
            disabled={text.trim() === ''}
            onClick={() => check()}
            icon={<FileCheck2 aria-hidden className="size-4" />}
          >
            {isReading ? 'Reading the images …' : 'Check'}
          </Button>
          {isChanged ? <span className="text-ink-muted text-sm">Changed since it was checked.</span> : null}
        </div>
      </div>
      <section aria-label="Result" aria-live="polite" className="min-w-0">
        {isEmpty ? (
          <NothingYet onExample={() => check(exampleDockerfile(sandboxRegistry))} />
        ) : (
          <CheckResult {...state} />
        )}
      </section>
    </div>
  )
}

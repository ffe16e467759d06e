import type { ReactNode } from 'react'
import { ExternalText } from '@/components/reference/external-text'
import { UntrustedText } from '@/components/reference/untrusted-text'
import { CopyButton } from '@/components/ui/copy-button'
import { RelativeTime } from '@/components/ui/relative-time'
import type { Provenance } from '@/lib/contract/attestation'
import { MaterialList } from './material-list'
import { ParameterList } from './parameter-list'

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-muted text-xs leading-5">{name}</dt>
      <dd className="min-w-0 text-xs leading-5">{children}</dd>
    </>
  )
}

function Stated({ text }: { text: string | undefined }) {
  if (text === undefined) return <span className="text-ink-faint">not stated</span>
  return (
    <span className="font-mono">
      <ExternalText text={text} />
    </span>
  )
}

const isTime = (text: string | undefined): text is string => text !== undefined && !Number.isNaN(Date.parse(text))

function buildSeconds({ started, finished }: Provenance): number | undefined {
  if (!isTime(started) || !isTime(finished)) return undefined
  const seconds = Math.round((Date.parse(finished) - Date.parse(started)) / 1000)
  return seconds >= 0 ? seconds : undefined
}

const durationWords = (seconds: number) =>
  seconds < 120
    ? `${seconds} s`
    : seconds < 7200
      ? `${Math.round(seconds / 60)} min`
      : `${Math.round(seconds / 3600)} h`

/** Who built it, when, from what. */
export function ProvenanceFacts({ provenance }: { provenance: Provenance }) {
  const { builder, source, commit, entryPoint, buildType, finished, parameters, materials } = provenance
  const seconds = buildSeconds(provenance)
  return (
    <div className="grid gap-x-8 gap-y-4 lg:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-3">
        <dl className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-3 gap-y-1">
          <Fact name="Builder">
            <Stated text={builder} />
          </Fact>
          <Fact name="Source">
            <Stated text={source} />
          </Fact>
          <Fact name="Commit">
            <Stated text={commit} />
            {commit ? <CopyButton text={commit} label="Copy the commit" className="-my-1 align-middle" /> : null}
          </Fact>
          <Fact name="Build file">
            <Stated text={entryPoint} />
          </Fact>
          <Fact name="Finished">
            {isTime(finished) ? <RelativeTime time={finished} /> : <Stated text={finished} />}
            {seconds === undefined ? null : <span className="text-ink-muted">, after {durationWords(seconds)}</span>}
          </Fact>
          <Fact name="Build type">
            <span className="font-mono">
              {buildType ? <UntrustedText text={buildType} /> : <Stated text={undefined} />}
            </span>
          </Fact>
        </dl>
        <ParameterList parameters={parameters} />
      </div>
      <MaterialList materials={materials} />
    </div>
  )
}

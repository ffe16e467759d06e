'use client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import {
  type AttestationEvent,
  type AttestationInput,
  type AttestedDocument,
  readAttestationEndpoint,
  type SoftwarePackage,
} from '@/lib/contract/attestation'
import { streamApi } from '@/lib/contract/call-api'
import { ApiFailure } from '@/lib/contract/error'
import { retryWhenUseful } from '@/lib/contract/queries'

export interface OpenedAttestation {
  document: AttestedDocument
  packages: SoftwarePackage[]
}

export type ReadingProgress = Extract<AttestationEvent, { event: 'progress' }>

const unfinished = 'The connection ended before the whole document was here; try again.'

async function readAll(
  input: AttestationInput,
  options: { signal: AbortSignal; onProgress: (progress: ReadingProgress) => void },
): Promise<OpenedAttestation> {
  let document: AttestedDocument | undefined
  const packages: SoftwarePackage[] = []
  for await (const event of streamApi(readAttestationEndpoint, input, options.signal)) {
    if (event.event === 'error') throw new ApiFailure(event.error)
    if (event.event === 'progress') options.onProgress(event)
    if (event.event === 'document') document = event
    if (event.event === 'packages') for (const found of event.packages) packages.push(found)
    if (event.event === 'done' && document) return { document, packages }
  }
  throw new ApiFailure({ code: 'REGISTRY_UNREACHABLE', message: unfinished })
}

/** A document is named by its digest, so it is read once; who closes it before that stops the reading. */
export function useAttestation(input: AttestationInput) {
  const [progress, setProgress] = useState<ReadingProgress>()
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['attestation', input] as const,
    queryFn: ({ signal }) => readAll(input, { signal, onProgress: setProgress }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: retryWhenUseful,
  })
  return { opened: data, error, isFetching, progress, retry: () => void refetch() }
}

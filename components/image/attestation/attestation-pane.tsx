'use client'
import { X } from 'lucide-react'
import { useState } from 'react'
import { FailureNotice } from '@/components/reference/failure-notice'
import { Button } from '@/components/ui/button'
import { AttestationBody } from './attestation-body'
import { AttestationHead } from './attestation-head'
import { DocumentChoice } from './document-choice'
import { ReadingProgress } from './reading-progress'
import { useAttestation } from './use-attestation'

export interface AttestationPaneProps {
  /** What it is called until it has been read. */
  title: string
  /** `registry/repository` */
  repository: string
  /** The manifest that holds the document. */
  digest: string
  predicateType?: string | undefined
  /** The digest of the image that it should describe. */
  subject?: string | undefined
  onClose: () => void
}

/** One document, read when the pane appears; closing it stops the reading. */
export function AttestationPane(props: AttestationPaneProps) {
  const { title, repository, digest, predicateType, subject, onClose } = props
  const [chosen, choose] = useState<string>()
  const input = {
    ref: `${repository}@${digest}`,
    ...(chosen !== undefined ? { document: chosen } : predicateType !== undefined ? { type: predicateType } : {}),
    ...(subject === undefined ? {} : { subject }),
  }
  const { opened, error, isFetching, progress, retry } = useAttestation(input)
  return (
    <section aria-label={title} className="min-w-0 rounded-md border bg-surface-raised">
      <header className="flex min-h-10 items-center gap-1 border-b py-1.5 pr-1.5 pl-3 sm:pl-4">
        <AttestationHead title={title} input={input} opened={opened} />
        <Button
          variant="ghost"
          size="sm"
          onClick={onClose}
          aria-label={`Close ${title}`}
          icon={<X aria-hidden className="size-3.5" />}
        />
      </header>
      <p role="status" className="sr-only">
        {opened ? `${title} is open.` : error ? '' : `Reading ${title}…`}
      </p>
      {opened ? (
        <div className="flex flex-col gap-3 p-3 sm:p-4">
          {predicateType === undefined ? <DocumentChoice document={opened.document} onChoose={choose} /> : null}
          <AttestationBody {...opened} />
        </div>
      ) : error && !isFetching ? (
        <div className="p-3">
          <FailureNotice title="The document could not be opened." error={error} onRetry={retry} />
        </div>
      ) : (
        <ReadingProgress progress={progress} onCancel={onClose} />
      )}
    </section>
  )
}

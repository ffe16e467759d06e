'use client'
import { useQuery } from '@tanstack/react-query'
import { FileBox, FileCheck2, type LucideIcon, ScrollText, Signature } from 'lucide-react'
import Link from 'next/link'
import { type ReactNode, useState } from 'react'
import { UntrustedText } from '@/components/reference/untrusted-text'
import { Button } from '@/components/ui/button'
import { ByteSize } from '@/components/ui/byte-size'
import { Panel } from '@/components/ui/panel'
import { RelativeTime } from '@/components/ui/relative-time'
import { Skeleton } from '@/components/ui/skeleton'
import { useIsHydrated } from '@/components/ui/use-is-hydrated'
import { ApiFailure } from '@/lib/contract/error'
import type { Image } from '@/lib/contract/image'
import type { Referrer } from '@/lib/contract/image-config'
import { imageHref } from '@/lib/contract/links'
import { referrersQuery } from '@/lib/contract/queries'
import { annotationKeys } from '@/lib/oci/annotation'
import { shortDigest } from '@/lib/oci/digest'
import { AttestationPane } from './attestation/attestation-pane'
import { referrerName } from './referrer-name'

const icons: [RegExp, LucideIcon][] = [
  [/^Signature/, Signature],
  [/^SBOM/, ScrollText],
  [/^(Provenance|Attestation)/, FileCheck2],
]

/** Signatures hold nothing to read; the rest states something. */
const isOpenable = /^(SBOM \((SPDX|CycloneDX|cosign|Sigstore)|Provenance|Attestation)/

/** Signatures, SBOMs and whatever else refers to the image; asked for once the table stands. */
export function ReferrersPanel({ image, isReady }: { image: Image; isReady: boolean }) {
  const isHydrated = useIsHydrated()
  const name = `${image.registry}/${image.repository}`
  const { data, error } = useQuery({
    ...referrersQuery(`${name}@${image.digest}`),
    enabled: isHydrated && isReady,
  })
  return (
    <Panel title={`Attached to this ${image.kind === 'artifact' ? 'artifact' : 'image'}`} isFlush>
      {data && data.referrers.length > 0 ? (
        <ul className="divide-y">
          {data.referrers.map((referrer) => (
            <ReferrerLine key={referrer.digest} name={name} referrer={referrer} subject={image.digest} />
          ))}
        </ul>
      ) : (
        <div className="flex min-h-12 items-center px-4 py-2.5 text-ink-muted text-sm">
          {data ? (
            `${image.registry} knows of no signature, SBOM or other artifact that refers to this digest.`
          ) : error ? (
            <Unlisted error={error} />
          ) : (
            <Skeleton className="h-4 w-64" />
          )}
        </div>
      )}
    </Panel>
  )
}

function Unlisted({ error }: { error: Error }): ReactNode {
  return `What is attached could not be listed. ${error instanceof ApiFailure ? error.message : ''}`
}

interface ReferrerLineProps {
  name: string
  referrer: Referrer
  /** The digest that it refers to. */
  subject: string
}

function ReferrerLine({ name, referrer, subject }: ReferrerLineProps) {
  const [isOpen, setIsOpen] = useState(false)
  const { digest, artifactType, size, annotations, isUnproven } = referrer
  const words = referrerName(referrer)
  const Icon = icons.find(([pattern]) => pattern.test(words))?.[1] ?? FileBox
  const created = annotations[annotationKeys.created]
  return (
    <li className="grid min-h-12 grid-cols-[1rem_minmax(0,1fr)] items-center gap-x-3 px-4 py-2 text-sm sm:grid-cols-[1rem_minmax(0,1fr)_auto]">
      <Icon aria-hidden className="size-4 shrink-0 text-ink-muted" />
      <div className="flex min-w-0 flex-wrap items-baseline gap-x-3">
        <Link
          href={imageHref(`${name}@${digest}`)}
          prefetch={false}
          title={digest}
          className="link inline-flex min-h-6 items-center font-medium"
        >
          {words}
        </Link>
        {artifactType ? (
          <code className="font-mono text-ink-faint text-xs">
            <UntrustedText text={artifactType} />
          </code>
        ) : null}
        {isUnproven ? <span className="text-ink-muted text-xs">only listed; its document was not read</span> : null}
      </div>
      <div className="flex items-center gap-x-4 text-ink-muted text-xs tabular-nums max-sm:col-start-2">
        {created && !Number.isNaN(Date.parse(created)) ? <RelativeTime time={created} /> : null}
        {size === undefined ? null : <ByteSize bytes={size} />}
        <code className="hidden font-mono text-ink-faint sm:inline">{shortDigest(digest)}</code>
        {isOpenable.test(words) ? (
          <Button
            size="sm"
            aria-expanded={isOpen}
            aria-label={`${isOpen ? 'Close' : 'Open'} ${words}`}
            onClick={() => setIsOpen(!isOpen)}
          >
            {isOpen ? 'Close' : 'Open'}
          </Button>
        ) : null}
      </div>
      {isOpen ? (
        <div className="col-span-full py-2">
          <AttestationPane
            title={words}
            repository={name}
            digest={digest}
            subject={subject}
            onClose={() => setIsOpen(false)}
          />
        </div>
      ) : null}
    </li>
  )
}

import { FileCheck2, ScrollText, Signature } from 'lucide-react'
import Link from 'next/link'
import { Chip } from '@/components/ui/chip'
import { Skeleton } from '@/components/ui/skeleton'
import type { Image, PlatformRow } from '@/lib/contract/image'
import { imageHref } from '@/lib/contract/links'
import type { ChosenDocument } from './attestation/chosen-document'
import { attestationName } from './attestation-name'

const icons: Record<string, typeof FileCheck2> = { SBOM: ScrollText, Provenance: FileCheck2, Signature }

interface AttachedChipsProps {
  image: Image
  row: PlatformRow
  isPending: boolean
  onOpen: (document: ChosenDocument) => void
}

export function AttachedChips({ image, row, isPending, onOpen }: AttachedChipsProps) {
  if (row.attestations.length === 0)
    return (
      <span title="Nothing is attached in this index" className="text-ink-faint">
        —
      </span>
    )
  return (
    <ul aria-label={`Attached to ${row.platform}`} className="flex flex-wrap gap-1">
      {row.attestations.map(({ digest, predicateTypes }) => {
        if (predicateTypes === undefined && isPending)
          return (
            <li key={digest} className="flex h-6 items-center">
              <Skeleton className="h-5 w-20" />
            </li>
          )
        if (predicateTypes === undefined || predicateTypes.length === 0)
          return (
            <li key={digest}>
              <AttestationLink href={imageHref(`${image.registry}/${image.repository}@${digest}`)} />
            </li>
          )
        return firstOfEachName(predicateTypes).map(([name, predicateType]) => (
          <li key={`${digest} ${name}`}>
            <AttachedChip name={name} platform={row.platform} onOpen={() => onOpen({ digest, predicateType })} />
          </li>
        ))
      })}
    </ul>
  )
}

function firstOfEachName(predicateTypes: readonly string[]): [name: string, predicateType: string][] {
  return [...new Map(predicateTypes.toReversed().map((type) => [attestationName(type), type]))].toReversed()
}

const target = 'inline-flex min-h-6 items-center rounded-sm'
const hovered = 'hover:border-line-strong hover:text-ink'

interface AttachedChipProps {
  name: string
  platform: string
  onOpen: () => void
}

function AttachedChip({ name, platform, onOpen }: AttachedChipProps) {
  const Icon = icons[name] ?? FileCheck2
  return (
    <button type="button" aria-label={`Open ${name} of ${platform}`} onClick={onOpen} className={target}>
      <Chip icon={<Icon aria-hidden className="size-3" />} className={hovered}>
        {name}
      </Chip>
    </button>
  )
}

/** Where nobody knows what it states, its own page says more. */
function AttestationLink({ href }: { href: `/image/${string}` }) {
  return (
    <Link href={href} prefetch={false} className={target}>
      <Chip icon={<FileCheck2 aria-hidden className="size-3" />} className={hovered}>
        Attestation
      </Chip>
    </Link>
  )
}

import { FileCheck2, ScrollText, Signature } from 'lucide-react'
import Link from 'next/link'
import { Chip } from '@/components/ui/chip'
import { Skeleton } from '@/components/ui/skeleton'
import type { Image, PlatformRow } from '@/lib/contract/image'
import { imageHref } from '@/lib/contract/links'
import { attestationName } from './attestation-name'

const icons: Record<string, typeof FileCheck2> = { SBOM: ScrollText, Provenance: FileCheck2, Signature }

interface AttachedChipsProps {
  image: Image
  row: PlatformRow
  isPending: boolean
}

export function AttachedChips({ image, row, isPending }: AttachedChipsProps) {
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
        const names = new Set((predicateTypes ?? []).map(attestationName))
        return [...(names.size > 0 ? names : ['Attestation'])].map((name) => (
          <li key={`${digest} ${name}`}>
            <AttachedChip name={name} href={imageHref(`${image.registry}/${image.repository}@${digest}`)} />
          </li>
        ))
      })}
    </ul>
  )
}

function AttachedChip({ name, href }: { name: string; href: `/image/${string}` }) {
  const Icon = icons[name] ?? FileCheck2
  return (
    <Link href={href} prefetch={false} className="inline-flex min-h-6 items-center rounded-sm">
      <Chip icon={<Icon aria-hidden className="size-3" />} className="hover:border-line-strong hover:text-ink">
        {name}
      </Chip>
    </Link>
  )
}

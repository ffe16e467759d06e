import clsx from 'clsx'
import Link from 'next/link'
import { imageHref } from '@/lib/contract/links'
import { ReferenceText } from './reference-text'

interface ReferenceLinkProps {
  /** Canonical: `docker.io/library/openjdk:8`. */
  reference: string
  platform?: string
  className?: string
}

export function ReferenceLink({ reference, platform, className }: ReferenceLinkProps) {
  return (
    <Link href={imageHref(reference, platform)} className={clsx('link', className)}>
      <ReferenceText reference={reference} />
    </Link>
  )
}

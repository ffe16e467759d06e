'use client'
import { useQuery } from '@tanstack/react-query'
import { Check, GitCompareArrows } from 'lucide-react'
import type { ReactNode } from 'react'
import { Digest } from '@/components/reference/digest'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { Skeleton } from '@/components/ui/skeleton'
import { ApiFailure } from '@/lib/contract/error'
import type { Image } from '@/lib/contract/image'
import { compareHref, imageHref } from '@/lib/contract/links'
import { imageQuery } from '@/lib/contract/queries'
import { pinnedTag } from './pinned-tag'

/** For a link that names a tag and a digest: whether the tag still names that digest. */
export function TagMovement({ image }: { image: Image }) {
  const pin = pinnedTag(image.reference)
  return pin ? <Movement image={image} {...pin} /> : null
}

function Movement({ image, tagged, label }: { image: Image; tagged: string; label: string }) {
  const { data, error } = useQuery(imageQuery(tagged, 'index'))
  if (data && data.digest !== image.digest) return <MovedNotice image={image} today={data} label={label} />
  if (data)
    return (
      <Line>
        <Check aria-hidden className="size-4 shrink-0 text-success" />
        <span>
          Still what <Name>{label}</Name> names.
        </span>
      </Line>
    )
  if (error) return <Line>{unknownWords(label, error)}</Line>
  return (
    <Line>
      <Skeleton className="h-4 w-52" />
    </Line>
  )
}

function unknownWords(label: string, error: Error): string {
  if (error instanceof ApiFailure && error.error.code === 'NOT_FOUND')
    return `The tag ${label} is gone; this link shows the image as it was.`
  return `What ${label} names today could not be read; this link shows the image as it was.`
}

function MovedNotice({ image, today, label }: { image: Image; today: Image; label: string }) {
  return (
    <Notice
      tone="warning"
      title={`${label} has moved.`}
      action={
        <LinkButton
          size="sm"
          href={compareHref({ base: image.reference, target: today.reference })}
          icon={<GitCompareArrows aria-hidden className="size-3.5 shrink-0" />}
        >
          See what changed
        </LinkButton>
      }
    >
      It names <Digest digest={today.digest} of={`what ${label} names now`} href={imageHref(today.reference)} /> now;
      this link shows the image as it was.
    </Notice>
  )
}

function Line({ children }: { children: ReactNode }) {
  return <p className="-my-1 flex min-h-6 items-center gap-1.5 text-ink-muted text-sm">{children}</p>
}

function Name({ children }: { children: string }) {
  return <code className="font-mono text-xs [overflow-wrap:anywhere]">{children}</code>
}

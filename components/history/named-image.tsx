import type { ReactNode } from 'react'
import { Digest } from '@/components/reference/digest'
import { PlatformChip } from '@/components/reference/platform-chip'

interface NamedImageProps {
  title: string
  /** Absent where the tag names nothing. */
  digest?: string
  /** Absent while they are unknown. */
  platforms?: readonly string[]
  children?: ReactNode
}

/** What a tag names at one moment. */
export function NamedImage({ title, digest, platforms, children }: NamedImageProps) {
  return (
    <section aria-label={title} className="min-w-0 rounded-md border px-3 py-2.5">
      <h3 className="text-ink-muted text-xs">{title}</h3>
      <div className="mt-1 space-y-1.5 text-sm">
        {digest === undefined ? null : <Digest digest={digest} of={title.toLowerCase()} />}
        {platforms && platforms.length > 0 ? (
          <ul aria-label="Platforms" className="flex flex-wrap gap-1">
            {platforms.map((platform) => (
              <li key={platform}>
                <PlatformChip platform={platform} />
              </li>
            ))}
          </ul>
        ) : null}
        {children}
      </div>
    </section>
  )
}

import { Digest } from '@/components/reference/digest'
import { ReferenceLink } from '@/components/reference/reference-link'
import type { Comparison } from '@/lib/contract/compare'

export function ComparedImage({ name, image }: { name: string; image: Comparison['base'] }) {
  return (
    <div className="min-w-0">
      <h2 className="text-ink-faint text-xs">{name}</h2>
      <p className="text-sm">
        <ReferenceLink reference={image.reference} className="inline-flex min-h-6 items-center" />
      </p>
      <Digest digest={image.digest} of={`the image ${name.toLowerCase()}`} className="text-ink-muted" />
    </div>
  )
}

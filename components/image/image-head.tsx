import { ReferenceHeading } from '@/components/reference/reference-heading'
import type { Image } from '@/lib/contract/image'
import { isDigest } from '@/lib/oci/digest'
import { ImageActions } from './image-actions'
import { ImageFacts } from './image-facts'

export function ImageHead({ image, wanted }: { image: Image; wanted: string | undefined }) {
  const digest = image.reference.split('@')[1]
  return (
    <header className="flex flex-col gap-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 max-w-full">
          <ReferenceHeading
            registry={image.registry}
            repository={image.repository}
            tag={image.tag}
            digest={isDigest(digest) ? digest : undefined}
          />
        </div>
        <ImageActions image={image} wanted={wanted} />
      </div>
      <ImageFacts image={image} />
    </header>
  )
}

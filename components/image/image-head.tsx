import { ReferenceHeading } from '@/components/reference/reference-heading'
import type { Image } from '@/lib/contract/image'
import { isDigest } from '@/lib/oci/digest'
import { ImageActions } from './image-actions'
import { ImageFacts } from './image-facts'

interface ImageHeadProps {
  image: Image
  /** What the page’s address says beside the reference. */
  platform: string | undefined
  machine: string | undefined
}

export function ImageHead({ image, platform, machine }: ImageHeadProps) {
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
        <ImageActions image={image} platform={platform} machine={machine} />
      </div>
      <ImageFacts image={image} />
    </header>
  )
}

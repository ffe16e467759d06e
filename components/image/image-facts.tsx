import type { ReactNode } from 'react'
import { Digest } from '@/components/reference/digest'
import { ByteSize } from '@/components/ui/byte-size'
import type { Image } from '@/lib/contract/image'
import { describeMediaType } from '@/lib/oci/media-type'
import { isSchema1 } from './artifact-kind'

const kinds: Record<Image['kind'], string> = {
  index: 'Multi-platform image',
  image: 'Single-platform image',
  artifact: 'Artifact',
}

export function ImageFacts({ image }: { image: Image }) {
  return (
    <dl className="grid grid-cols-2 gap-x-8 gap-y-3 sm:flex sm:flex-wrap">
      <Fact name="Digest" isWide>
        <Digest digest={image.digest} />
      </Fact>
      <Fact name="Kind">{isSchema1(image) ? 'Image of an old format' : kinds[image.kind]}</Fact>
      <Fact name="Manifest">
        <span title={image.mediaType}>
          {describeMediaType(image.mediaType)}, <ByteSize bytes={image.size} className="whitespace-nowrap" />
        </span>
      </Fact>
    </dl>
  )
}

function Fact({ name, isWide = false, children }: { name: string; isWide?: boolean; children: ReactNode }) {
  return (
    <div className={isWide ? 'col-span-2 min-w-0' : 'min-w-0'}>
      <dt className="text-ink-faint text-xs">{name}</dt>
      <dd className="flex min-h-6 flex-wrap items-center text-sm [overflow-wrap:anywhere]">{children}</dd>
    </div>
  )
}

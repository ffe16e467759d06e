import { Notice } from '@/components/ui/notice'
import type { Image } from '@/lib/contract/image'
import { isWanted } from './platform-match'

/** The answer to a link that asks for a platform which the image does not have. */
export function WantedNotice({ image, wanted }: { image: Image; wanted: string | undefined }) {
  if (!wanted || image.kind === 'artifact' || image.platforms.some(({ platform }) => isWanted(platform, wanted)))
    return null
  return (
    <Notice tone="warning" title={`There is no ${wanted} here.`}>
      This image is not built for it; the platforms it has stand below.
    </Notice>
  )
}

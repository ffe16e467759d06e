import { useQuery } from '@tanstack/react-query'
import type { Image } from '@/lib/contract/image'
import { imageQuery } from '@/lib/contract/queries'

/** What a reference names, and its platforms; these are undefined while they are unknown. */
export function useNamedImage(reference: string, { isAsked, staleTimeMs }: { isAsked: boolean; staleTimeMs?: number }) {
  const fresh = staleTimeMs === undefined ? {} : { staleTime: staleTimeMs }
  const look = useQuery({ ...imageQuery(reference, 'index'), enabled: isAsked, ...fresh })
  // An index lists its platforms; a single image says its own in its config alone.
  const isSingle = look.data?.kind === 'image'
  const single = useQuery({ ...imageQuery(reference), enabled: isAsked && isSingle, ...fresh })
  const known: Image | undefined = isSingle ? single.data : look.data
  const isSame = known?.digest === look.data?.digest
  return { look, platforms: isSame ? known?.platforms.map(({ platform }) => platform) : undefined }
}

export type NamedImageState = ReturnType<typeof useNamedImage>

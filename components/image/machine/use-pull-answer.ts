import { useMemo } from 'react'
import type { Image } from '@/lib/contract/image'
import { parsePlatform } from '@/lib/oci/platform'
import { type PullAnswer, pullAnswer } from './pull-answer'
import type { Machine } from './use-machine'

/** Undefined while the machine is not known, or the platform of an image that has no index to state it. */
export function usePullAnswer(image: Image | undefined, { guess, picked }: Machine): PullAnswer | undefined {
  const platform = picked ?? guess?.platform
  return useMemo(() => {
    const host = platform === undefined ? undefined : parsePlatform(platform)
    if (!image || !host || image.platforms.length === 0) return undefined
    return image.kind === 'image' && image.detail === 'index' ? undefined : pullAnswer(image, host)
  }, [image, platform])
}

'use client'
import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Image, PlatformRow } from '@/lib/contract/image'
import type { ImageDetails } from '@/lib/contract/image-config'
import { imageConfigQuery } from '@/lib/contract/queries'
import { type SharedLayers, shareLayers } from './shared-layers'

export interface OtherPlatforms {
  /** Undefined until somebody asks and all have answered. */
  shared: SharedLayers | undefined
  isReading: boolean
  /** How many there are, and of how many the layers could not be read. */
  count: number
  failed: number
}

/** The layers of the image’s other platforms, which are read once `isWanted`. */
export function useOtherPlatforms(options: {
  image: Image
  row: PlatformRow
  details: ImageDetails
  isWanted: boolean
}): OtherPlatforms {
  const { image, row, details, isWanted } = options
  const others = useMemo(() => image.platforms.filter(({ digest }) => digest !== row.digest), [image, row])
  const results = useQueries({
    queries: others.map(({ digest }) => ({
      ...imageConfigQuery(`${image.registry}/${image.repository}@${digest}`),
      enabled: isWanted,
    })),
  })
  const isReading = isWanted && results.some(({ isPending }) => isPending)
  const read = others.flatMap(({ platform }, index) => {
    const layers = results[index]?.data?.layers
    return layers ? [{ platform, layers }] : []
  })
  return {
    shared: isWanted && !isReading ? shareLayers(details.layers, read) : undefined,
    isReading,
    count: others.length,
    failed: others.length - read.length,
  }
}

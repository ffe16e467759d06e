'use client'
import { useState } from 'react'
import type { Image, PlatformRow } from '@/lib/contract/image'
import type { ImageDetails } from '@/lib/contract/image-config'
import { BuildSteps } from './build-steps'
import { LayerBar } from './layer-bar'
import { NamedValues } from './named-values'
import { OtherTag } from './other-tag'
import { RunFacts } from './run-facts'
import { ShareSummary } from './share-summary'
import { useOtherPlatforms } from './use-other-platforms'

interface PlatformDetailsProps {
  image: Image
  row: PlatformRow
  details: ImageDetails
}

export function PlatformDetails({ image, row, details }: PlatformDetailsProps) {
  const [isComparing, setIsComparing] = useState(false)
  const others = useOtherPlatforms({ image, row, details, isWanted: isComparing })
  const { layers, env, labels } = details
  const { platform } = row
  const largest = Math.max(0, ...layers.map(({ size }) => size))
  return (
    <div className="grid gap-x-8 gap-y-5 lg:grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)]">
      <section aria-label={`Layers of ${platform}`} className="flex min-w-0 flex-col gap-2">
        <div className="flex min-h-7 flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <h3 className="font-semibold text-sm">Layers and the steps that made them</h3>
          <ShareSummary layers={layers} others={others} onCompare={() => setIsComparing(true)} />
        </div>
        <LayerBar platform={platform} layers={layers} shared={others.shared} />
        <BuildSteps details={details} scale={{ platform, largest, others }} />
        <OtherTag image={image} platform={platform} layers={layers} />
      </section>
      <section aria-label={`Config of ${platform}`} className="flex min-w-0 flex-col gap-3">
        <h3 className="flex min-h-7 items-center font-semibold text-sm">How it starts</h3>
        <RunFacts details={details} />
        <NamedValues title="Environment" values={env} />
        <NamedValues title="Labels" values={Object.entries(labels).map(([name, value]) => ({ name, value }))} />
      </section>
    </div>
  )
}

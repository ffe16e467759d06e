import { Columns2 } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { formatBytes } from '@/components/ui/format-bytes'
import type { ImageDetails } from '@/lib/contract/image-config'
import { sumSizes } from './shared-layers'
import type { OtherPlatforms } from './use-other-platforms'

interface ShareSummaryProps {
  layers: ImageDetails['layers']
  others: OtherPlatforms
  onCompare: () => void
}

function summaryWords(layers: ImageDetails['layers'], { shared, failed, count }: OtherPlatforms): string {
  const missing = failed === 0 ? '' : ` ${failed} of ${count} could not be read.`
  if (!shared || shared.size === 0) return `No other platform has any of these layers.${missing}`
  const bytes = sumSizes(layers.filter(({ digest }) => shared.has(digest)))
  return `Striped: in other platforms too, ${formatBytes(bytes)} of ${formatBytes(sumSizes(layers))}.${missing}`
}

/** Asks for the other platforms’ layers, and says what they have in common; nothing where there are no others. */
export function ShareSummary({ layers, others, onCompare }: ShareSummaryProps) {
  if (others.count === 0 || layers.length === 0) return null
  if (others.shared)
    return (
      <p role="status" className="flex min-h-7 items-center text-ink-muted text-xs">
        {summaryWords(layers, others)}
      </p>
    )
  return (
    <Button
      size="sm"
      onClick={onCompare}
      isBusy={others.isReading}
      icon={<Columns2 aria-hidden className="size-3.5 shrink-0" />}
    >
      {others.isReading ? 'Reading their layers…' : 'Compare with the other platforms'}
    </Button>
  )
}

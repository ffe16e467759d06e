import type { ImageDetails } from '@/lib/contract/image-config'
import { LayerLine, type LayerScale } from './layer-line'
import { StepText } from './step-text'

interface BuildStepsProps {
  details: ImageDetails
  scale: LayerScale
}

const list = 'divide-y divide-line/60'

/** Oldest first, each step with the layer it made; apart where nobody knows which made which. */
export function BuildSteps({ details, scale }: BuildStepsProps) {
  const { history, layers, isHistoryComplete } = details
  if (layers.length === 0 && history.length === 0)
    return <p className="text-ink-muted text-sm">This image has no layers: it is empty.</p>
  return (
    <>
      {isHistoryComplete ? null : <Layers layers={layers} scale={scale} />}
      {history.length === 0 ? null : (
        <ol aria-label="Build steps, oldest first" className={list}>
          {history.map(({ createdBy, comment, isEmpty, digest, size }, index) => (
            <LayerLine
              // biome-ignore lint/suspicious/noArrayIndexKey: steps repeat; their order is fixed
              key={index}
              scale={scale}
              layer={digest !== undefined && size !== undefined ? { digest, size } : undefined}
            >
              <StepText createdBy={createdBy ?? comment} isEmpty={isEmpty} />
            </LayerLine>
          ))}
        </ol>
      )}
    </>
  )
}

function Layers({ layers, scale }: { layers: ImageDetails['layers']; scale: LayerScale }) {
  return (
    <>
      <ol aria-label="Layers, lowest first" className={list}>
        {layers.map((layer, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an image may hold the same layer twice; the order is fixed
          <LayerLine key={index} scale={scale} layer={layer} />
        ))}
      </ol>
      <p className="my-2 text-ink-muted text-xs">
        The config’s history does not fit the layers, so which step made which layer is unknown.
      </p>
    </>
  )
}

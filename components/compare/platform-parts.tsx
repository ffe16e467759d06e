import { TriangleAlert } from 'lucide-react'
import type { PlatformComparison } from '@/lib/contract/compare'
import { Disclosure } from './disclosure'
import { FieldList } from './field-list'
import { LayerList } from './layer-list'
import { LayerPicture } from './layer-picture'

const countWords = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

/** What stands under a platform’s row: the picture of its layers, and what can be opened. */
export function PlatformParts({ comparison, scale }: { comparison: PlatformComparison; scale: number }) {
  const { change, layers, fields, problems, platform } = comparison
  return (
    <div className="flex flex-col gap-2">
      {change === 'same' ? null : <LayerPicture comparison={comparison} scale={scale} />}
      {problems.map(({ code, message }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: both sides may have the same problem; the order is fixed
        <p key={`${code} ${index}`} className="flex items-start gap-1.5 text-sm">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
          <span className="min-w-0 break-words">
            <span className="sr-only">Problem with {platform}: </span>
            {message}
          </span>
        </p>
      ))}
      {change === 'same' ? null : (
        <div className="flex flex-col sm:ml-14">
          {layers.length === 0 ? null : (
            <Disclosure summary={countWords(layers.length, 'layer', 'layers')}>
              <LayerList layers={layers} />
            </Disclosure>
          )}
          {fields.length === 0 ? null : (
            <Disclosure
              summary={countWords(fields.length, 'field of the config differs', 'fields of the config differ')}
            >
              <FieldList fields={fields} />
            </Disclosure>
          )}
          {change === 'changed' && fields.length === 0 && problems.length === 0 ? (
            <p className="ml-4.5 flex min-h-6 items-center text-ink-muted text-xs">Containers start the same way.</p>
          ) : null}
        </div>
      )}
    </div>
  )
}

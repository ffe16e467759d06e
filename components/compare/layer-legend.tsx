import clsx from 'clsx'
import { ByteSize } from '@/components/ui/byte-size'
import { changeClass, changeWords } from './layer-change-class'
import type { LayerChange, LayerTotal } from './layer-totals'

const order: LayerChange[] = ['kept', 'added', 'removed']

export function LayerLegend({ totals }: { totals: Record<LayerChange, LayerTotal> }) {
  return (
    <ul className="ml-14 flex flex-wrap gap-x-5 gap-y-1 text-xs">
      {order
        .filter((change) => totals[change].count > 0)
        .map((change) => (
          <li key={change} className="flex items-center gap-1.5">
            <span aria-hidden className={clsx('keeps-colors h-2.5 w-4 rounded-[2px]', changeClass[change])} />
            <span className="text-ink-muted">
              {totals[change].count} {totals[change].count === 1 ? 'layer' : 'layers'} {changeWords[change]},{' '}
              <ByteSize bytes={totals[change].bytes} className="text-ink tabular-nums" />
            </span>
          </li>
        ))}
    </ul>
  )
}

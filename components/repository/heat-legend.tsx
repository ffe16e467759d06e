import clsx from 'clsx'
import { heatClass } from './heat-class'
import { type HeatScale, heatNames } from './heat-scale'
import type { Measure } from './use-repository-view'

export function HeatLegend({ by, scale }: { by: Measure; scale: HeatScale }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-muted text-xs">
      <span>{heatNames[by]}</span>
      <ul aria-label={`Colours by ${heatNames[by].toLowerCase()}`} className="contents">
        {scale.steps.map(({ heat, name }) => (
          <li key={heat} className="flex items-center gap-1.5">
            <span aria-hidden className={clsx('h-3.5 w-5 rounded-sm border', heatClass[heat])} />
            {name}
          </li>
        ))}
        <li className="flex items-center gap-1.5">
          <span aria-hidden className="grid h-3.5 w-5 place-items-center">
            <span className="size-1 rounded-full bg-line-strong/60" />
          </span>
          no image
        </li>
      </ul>
    </div>
  )
}

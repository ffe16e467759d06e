import clsx from 'clsx'
import { type Rail, type RailLine, type railColors, railLanes } from './digest-rails'

/** Turns of the accent’s hue: as dark or light as it is on every surface. */
const colors: string[] & { length: typeof railColors } = [
  'text-accent',
  'text-[oklch(from_var(--accent)_l_0.14_calc(h+75))]',
  'text-[oklch(from_var(--accent)_l_0.14_calc(h+150))]',
  'text-[oklch(from_var(--accent)_l_0.12_calc(h+215))]',
  'text-[oklch(from_var(--accent)_l_0.12_calc(h+275))]',
]

const laneWidth = 9
const width = railLanes * laneWidth

function Line({ lane, color, above, below, isKnot }: RailLine) {
  const x = width - lane * laneWidth - laneWidth / 2
  return (
    <g className={colors[color]} stroke="currentColor" fill="currentColor">
      {above ? <line x1={x} x2={x} y1="0" y2="50%" strokeWidth="2" /> : null}
      {below ? <line x1={x} x2={x} y1="50%" y2="100%" strokeWidth="2" /> : null}
      {isKnot ? <circle cx={x} cy="50%" r="3.5" stroke="none" /> : null}
    </g>
  )
}

export function RailCell({ rail, className }: { rail: Rail | undefined; className?: string }) {
  const same = rail?.others ? `same image as ${rail.others.join(', ')}` : undefined
  return (
    <td title={same} className={clsx('relative flex h-full items-center', className)}>
      {rail ? (
        <>
          <svg aria-hidden="true" width={width} height="100%" className="absolute inset-y-0 left-0 h-[calc(100%+1px)]">
            {rail.lines.map((line) => (
              <Line key={line.lane} {...line} />
            ))}
          </svg>
          {rail.mark ? (
            <span aria-hidden className={clsx('ml-[30px] font-mono text-2xs', colors[rail.color ?? 0])}>
              {rail.mark}
            </span>
          ) : null}
          <span className="sr-only">{same}</span>
        </>
      ) : null}
    </td>
  )
}

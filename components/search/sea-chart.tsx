import clsx from 'clsx'
import { FamilyGlyph } from '@/components/reference/family-glyph'
import { familyTextClass } from '@/components/reference/platform-family'
import { coastPath, type Island, islands } from './sea-chart-shapes'

const sheet = { width: 1440, height: 880 }
const percent = (part: number, whole: number) => `${((part / whole) * 100).toFixed(2)}%`

/** The idea as a sea chart: an island for each CPU family, and one coast, which is the tag. */
export function SeaChart({ className }: { className?: string }) {
  return (
    <div aria-hidden className={clsx('relative aspect-[1440/880] select-none', className)}>
      <div className="absolute inset-0 bg-line-strong/45 [mask:url(/sea-chart.svg)_center/100%_100%_no-repeat]" />
      <svg viewBox="0 0 1440 880" fill="none" className="absolute inset-0 size-full">
        <title>Islands in one sea</title>
        <path d={coastPath} className="stroke-accent" strokeWidth="4" />
        {islands.map(({ family, path }) => (
          <path
            key={family}
            d={path}
            strokeWidth="2.5"
            className={clsx('fill-current stroke-current [fill-opacity:0.14]', familyTextClass[family])}
          />
        ))}
      </svg>
      {islands.map((island) => (
        <IslandLabel key={island.family} {...island} />
      ))}
      <span className="absolute top-[20.3%] left-[51.5%] -translate-x-1/2 -translate-y-1/2 bg-surface px-1.5 font-medium font-mono text-accent text-xs">
        app:1.0
      </span>
    </div>
  )
}

function IslandLabel({ family, x, y, reach }: Island) {
  const left = percent(x, sheet.width)
  return (
    <>
      <span className="absolute -translate-1/2" style={{ left, top: percent(y, sheet.height) }}>
        <FamilyGlyph family={family} />
      </span>
      <span
        className="absolute mt-0.5 -translate-x-1/2 font-mono text-2xs text-ink-muted"
        style={{ left, top: percent(y + reach, sheet.height) }}
      >
        {family}
      </span>
    </>
  )
}

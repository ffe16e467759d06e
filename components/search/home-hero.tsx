import type { ReactNode } from 'react'
import { SeaChart } from './sea-chart'

export function HomeHero({ children }: { children: ReactNode }) {
  return (
    <section className="grid items-center gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,11fr)_minmax(0,12fr)]">
      <div className="flex flex-col gap-6">
        <div>
          <h1 className="text-balance font-semibold text-3xl tracking-[-0.035em]">Many architectures, one tag</h1>
          <p className="mt-3 max-w-lg text-pretty text-ink-muted text-lg">
            See every platform of an image, on any registry, and merge the tags of single platforms into one.
          </p>
        </div>
        {children}
      </div>
      <SeaChart className="w-full max-lg:hidden" />
    </section>
  )
}

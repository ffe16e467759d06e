import type { KnownTags } from './known-tag'
import type { Measure } from './use-repository-view'

/** From 0, the palest, to 4. */
export type Heat = 0 | 1 | 2 | 3 | 4

export interface HeatStep {
  heat: Heat
  name: string
}

export interface HeatScale {
  heatOf: (image: { created?: string; size?: number }) => Heat | undefined
  /** The strongest first. */
  steps: HeatStep[]
}

const dayMs = 86_400_000
const ages: { heat: Heat; withinDays: number; name: string }[] = [
  { heat: 4, withinDays: 7, name: '≤ 1 week' },
  { heat: 3, withinDays: 30, name: '≤ 1 month' },
  { heat: 2, withinDays: 90, name: '≤ 3 months' },
  { heat: 1, withinDays: 365, name: '≤ 1 year' },
  { heat: 0, withinDays: Number.POSITIVE_INFINITY, name: 'older' },
]

export function ageScale(nowMs: number): HeatScale {
  const heatOf = ({ created }: { created?: string }) => {
    if (created === undefined) return undefined
    const days = (nowMs - Date.parse(created)) / dayMs
    return ages.find(({ withinDays }) => days <= withinDays)?.heat
  }
  return { heatOf, steps: ages.map(({ heat, name }) => ({ heat, name })) }
}

function sizeRange(known: KnownTags): { min: number; max: number } {
  let [min, max] = [Number.POSITIVE_INFINITY, 0]
  for (const { facts } of known.values())
    for (const { size } of facts?.images ?? []) {
      if (size === undefined) continue
      min = Math.min(min, size)
      max = Math.max(max, size)
    }
  return { min, max }
}

const heats: Heat[] = [0, 1, 2, 3, 4]

/** Five steps of equal ratio between the smallest and the largest image that are known. */
export function sizeScale(known: KnownTags, formatBytes: (bytes: number) => string): HeatScale {
  const { min, max } = sizeRange(known)
  const floor = Math.max(min, 1)
  const ratio = (Math.max(max, 1) / floor) ** (1 / heats.length)
  const limitOf = (heat: Heat) => Math.round(floor * ratio ** (heat + 1))
  const heatOf = ({ size }: { size?: number }) => {
    if (size === undefined) return undefined
    return heats.find((heat) => size <= limitOf(heat)) ?? 4
  }
  if (max === 0) return { heatOf, steps: [] }
  const steps = heats.map((heat) => ({ heat, name: `≤ ${formatBytes(limitOf(heat))}` }))
  return { heatOf, steps: ratio < 1.001 ? steps.slice(0, 1) : steps.toReversed() }
}

export const heatNames: Record<Measure, string> = { age: 'Age', size: 'Compressed size' }

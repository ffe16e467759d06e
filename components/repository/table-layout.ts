import type { ListView } from './use-repository-view'

interface TableLayout {
  /** Tracks of every row, the widest place for the tag first and the rest for a gap. */
  template: string
  minWidthRem: number
}

const checkboxRem = 2.75
const railRem = 3.25
const factsRem = 11 + 7 + 5.5

const trackRem: Record<ListView, number> = { list: 3.5, matrix: 4.5 }
const tagRem: Record<ListView, number> = { list: 11, matrix: 9 }

/** Where the columns stand: the same in each row, whatever the row holds. */
export function tableLayout(view: ListView, columns: number): TableLayout {
  const fixed = `${checkboxRem}rem minmax(${tagRem[view]}rem, 20rem)`
  const platforms = columns === 0 ? '' : `repeat(${columns}, ${trackRem[view]}rem)`
  const width = checkboxRem + tagRem[view] + columns * trackRem[view]
  if (view === 'matrix') return { template: `${fixed} ${platforms} minmax(1rem, 1fr)`, minWidthRem: width + 1 }
  return {
    template: `${fixed} ${railRem}rem ${platforms} minmax(0.5rem, 1fr) 11rem 7rem 5.5rem`,
    minWidthRem: width + railRem + 0.5 + factsRem,
  }
}

export const rowHeightPx = { wide: 40, compact: 64 }

/** A row is a grid of its own; narrow windows put it on two lines. */
export const listRowClass =
  'grid h-10 items-center [grid-template-columns:var(--wide)] max-md:h-16 max-md:grid-cols-[2.75rem_minmax(0,1fr)_auto] max-md:grid-rows-[1.75rem_1.5rem] max-md:content-center'
export const matrixRowClass = 'grid h-10 items-center [grid-template-columns:var(--wide)]'

import type { PlatformRow } from '@/lib/contract/image'
import type { PullAnswer } from './pull-answer'

/** The row that a machine pulls, and whether somebody picked that machine. */
export interface Pulled {
  answer: PullAnswer
  isPicked: boolean
}

export interface PulledMark {
  isPicked: boolean
  words: string
}

/** What its row says of it; nothing on every other row, and nothing where it would not run. */
export function pulledMark(pulled: Pulled | undefined, row: PlatformRow): PulledMark | undefined {
  if (pulled?.answer.row !== row || !pulled.answer.isNative) return undefined
  return { isPicked: pulled.isPicked, words: pulled.answer.words }
}

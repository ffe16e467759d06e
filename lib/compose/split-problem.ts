import { z } from 'zod'

/** Every doubt that splitting can raise; levels as in a plan. */
export const splitProblemLevels = {
  NOT_AN_INDEX: 'error',
  PATTERN_INVALID: 'error',
  TAG_INVALID: 'error',
  TAG_TWICE: 'error',
  TAG_IS_INDEX: 'error',
  CHILD_MISSING: 'error',
  CHILD_UNREADABLE: 'error',
  NOTHING_TO_SPLIT: 'error',
  TAG_OVERWRITTEN: 'warning',
  ENTRY_LEFT_OUT: 'note',
  ATTESTATIONS_LEFT_OUT: 'note',
} as const

export type SplitProblemCode = keyof typeof splitProblemLevels

export const splitProblemSchema = z
  .object({
    level: z.enum(['error', 'warning', 'note']),
    code: z.enum(Object.keys(splitProblemLevels) as [SplitProblemCode, ...SplitProblemCode[]]),
    message: z.string(),
    tag: z.string().optional(),
    platform: z.string().optional(),
    digest: z.string().optional(),
  })
  .meta({ id: 'SplitProblem' })
export type SplitProblem = z.infer<typeof splitProblemSchema>

/** A problem of this code at its level. */
export function splitProblem(
  code: SplitProblemCode,
  message: string,
  about: Pick<SplitProblem, 'tag' | 'platform' | 'digest'> = {},
): SplitProblem {
  return { level: splitProblemLevels[code], code, message, ...about }
}

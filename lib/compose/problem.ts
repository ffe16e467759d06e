import { z } from 'zod'

/**
 * Every doubt a plan can raise. `error` must be resolved before pushing, `warning` wants a look, `note` explains.
 * Adding a code here makes each table that misses it fail to compile.
 */
export const problemLevels = {
  NO_SOURCES: 'error',
  SOURCE_INVALID: 'error',
  SOURCE_NOT_FOUND: 'error',
  SOURCE_UNREADABLE: 'error',
  SOURCE_NOT_IMAGE: 'error',
  SOURCE_SCHEMA1: 'error',
  COPY_IMPOSSIBLE: 'error',
  LAYER_NOT_COPIED: 'note',
  SOURCE_NESTED: 'note',
  SOURCE_NESTED_TOO_DEEP: 'error',
  CHILD_MISSING: 'error',
  ENTRY_BROKEN: 'error',
  ENTRY_LEFT_OUT: 'note',
  SIZE_CORRECTED: 'note',
  TYPE_CORRECTED: 'note',
  ONLY_UNKNOWN: 'error',
  PLATFORM_MISSING: 'error',
  PLATFORM_INVALID: 'error',
  PLATFORM_VARIANT_MISSING: 'error',
  PLATFORM_CONTRADICTS_NAME: 'error',
  PLATFORM_OVERRIDDEN: 'warning',
  PLATFORM_RENAMED: 'note',
  PLATFORM_MISMATCH: 'warning',
  PLATFORM_ADVANCED_VARIANT: 'warning',
  PLATFORM_UNUSUAL: 'warning',
  DUPLICATE_PLATFORM: 'error',
  DUPLICATE_ENTRY: 'note',
  SAME_IMAGE_TWICE: 'warning',
  UNLABELLED_UNKNOWN: 'note',
  ANNOTATIONS_NEED_OCI: 'error',
  ATTESTATIONS_NEED_OCI: 'error',
  MIXED_MEDIA_TYPES: 'warning',
  PLATFORM_LOST: 'warning',
  TAG_OVERWRITTEN: 'warning',
  TAG_INVALID: 'error',
  TARGET_IS_DIGEST: 'error',
  TARGET_NAME_LONG: 'warning',
  TARGET_UNCHANGED: 'note',
  INDEX_REUSED: 'note',
  INDEX_TOO_LARGE: 'error',
  INDEX_NOT_LOSSLESS: 'error',
  ARTIFACT_TYPE_INVALID: 'error',
  EDIT_UNMATCHED: 'warning',
} as const

export type ProblemCode = keyof typeof problemLevels
export type ProblemLevel = 'error' | 'warning' | 'note'

export const problemSchema = z
  .object({
    level: z.enum(['error', 'warning', 'note']),
    code: z.enum(Object.keys(problemLevels) as [ProblemCode, ...ProblemCode[]]),
    message: z.string(),
    source: z.string().optional().meta({ description: 'the source it is about' }),
    platform: z.string().optional(),
    digest: z.string().optional(),
    tag: z.string().optional().meta({ description: 'the further tag it is about' }),
    alternatives: z.array(z.string()).optional().meta({ description: 'other platforms that may be meant' }),
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof problemSchema>

/** A problem of this code at its level. */
export function problem(
  code: ProblemCode,
  message: string,
  about: Omit<Problem, 'level' | 'code' | 'message'> = {},
): Problem {
  return { level: problemLevels[code], code, message, ...about }
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some(({ level }) => level === 'error')
}

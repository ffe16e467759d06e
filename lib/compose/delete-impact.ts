import { z } from 'zod'

/** Every doubt that deleting can raise; levels as in a plan. */
export const deleteProblemLevels = {
  REGISTRY_KEEPS_TAGS: 'error',
  TAGS_NOT_ALL_READ: 'warning',
  DIGEST_HELD: 'warning',
  LAST_NAME: 'warning',
  DIGEST_SHARED: 'note',
} as const

export type DeleteProblemCode = keyof typeof deleteProblemLevels

export const deleteProblemSchema = z
  .object({
    level: z.enum(['error', 'warning', 'note']),
    code: z.enum(Object.keys(deleteProblemLevels) as [DeleteProblemCode, ...DeleteProblemCode[]]),
    message: z.string(),
  })
  .meta({ id: 'DeleteProblem' })
export type DeleteProblem = z.infer<typeof deleteProblemSchema>

/** A tag, what it names, and every digest that can be reached from there: images, attestations, nested indexes. */
export interface TagContent {
  tag: string
  digest: string
  contains: readonly string[]
}

export interface DeleteImpact {
  /** Other tags on the same digest. */
  sharedTags: string[]
  /** Tags whose index contains the digest. */
  heldBy: string[]
  /** What no other of these tags leads to. */
  unreachable: string[]
}

/** What deleting a tag changes for the others of its repository, in the order in which these are given. */
export function deleteImpact(deleted: TagContent, others: readonly TagContent[]): DeleteImpact {
  const rest = others.filter(({ tag }) => tag !== deleted.tag)
  const reachable = new Set(rest.flatMap(({ digest, contains }) => [digest, ...contains]))
  const named = new Set([deleted.digest, ...deleted.contains])
  return {
    sharedTags: rest.filter(({ digest }) => digest === deleted.digest).map(({ tag }) => tag),
    heldBy: rest.filter(({ contains }) => contains.includes(deleted.digest)).map(({ tag }) => tag),
    unreachable: [...named].filter((digest) => !reachable.has(digest)),
  }
}

import { z } from 'zod'
import { countSchema, defineEndpoint } from './endpoint'

export const writeActionSchema = z.enum(['push', 'restore', 'split', 'delete'])
export type WriteAction = z.infer<typeof writeActionSchema>

/** One write to one tag. A digest that is null: the tag did not exist, or does no more. */
export const journalEntrySchema = z.object({
  id: z.string().meta({ description: 'sorts by time' }),
  time: z.string(),
  by: z.string().meta({ description: '“local” where nobody signs in' }),
  action: writeActionSchema,
  reference: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  state: z
    .enum(['started', 'done', 'failed', 'unknown'])
    .meta({ description: 'started: under way; unknown: it broke off, and the tag names something else since' }),
  message: z.string().optional(),
})
export type JournalEntry = z.infer<typeof journalEntrySchema>

export const historyEntrySchema = journalEntrySchema
  .extend({ canRestore: z.boolean().meta({ description: 'the bytes of `from` are kept, and can be put back' }) })
  .meta({ id: 'HistoryEntry' })
export type HistoryEntry = z.infer<typeof historyEntrySchema>

export const historySchema = z
  .object({
    entries: z.array(historyEntrySchema).meta({ description: 'newest first' }),
    next: z.string().optional().meta({ description: 'the `before` of the next page; absent on the last page' }),
    durable: z.boolean().meta({ description: 'false: kept in memory only, and lost when the server ends' }),
  })
  .meta({ id: 'History' })
export type History = z.infer<typeof historySchema>

export const listHistoryEndpoint = defineEndpoint({
  method: 'GET',
  path: '/api/v1/history',
  summary: 'What was written to tags from here, newest first; settles what an earlier server left unfinished',
  input: z.object({
    repository: z.string().optional(),
    n: countSchema.optional(),
    before: z.string().max(64).optional().meta({ description: 'only entries older than the one with this id' }),
  }),
  output: historySchema,
})

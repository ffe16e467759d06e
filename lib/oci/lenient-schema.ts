/** Schemas for documents that anybody may have written: what does not fit is left out, and nothing throws. */
import { z } from 'zod'

const maxTextLength = 1_000

/** Also a field that is missing. */
const anything = z.unknown().optional()

const shorten = (text: string) => (text.length > maxTextLength ? `${text.slice(0, maxTextLength)}…` : text)

/** A text that says something, at most 1,000 characters of it; undefined for anything else. */
export const lenientText = z.string().trim().min(1).transform(shorten).optional().catch(undefined)

/** An object with what fits of it; an empty one where there is none. */
export function lenientObject<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const schema = z.object(shape)
  return anything.transform((value): Partial<z.output<typeof schema>> => schema.safeParse(value).data ?? {})
}

/** The entries that fit, in their order; of those behind the first thousand, or `most`, nothing is read. */
export function lenientList<Entry extends z.ZodType>(entry: Entry, most = 1_000) {
  return anything.transform((value): z.output<Entry>[] => {
    if (!Array.isArray(value)) return []
    return value.slice(0, most).flatMap((item) => {
      const parsed = entry.safeParse(item)
      return parsed.success ? [parsed.data] : []
    })
  })
}

/** The names and texts of an object; other values are left out. */
export const lenientTexts = anything.transform((value): Record<string, string> => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {}
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, text]) => (typeof text === 'string' ? [[shorten(name), shorten(text)]] : [])),
  )
})

/** Each endpoint of the API is declared once, here in lib/contract; handlers, pages, callers and the OpenAPI document read the same declaration. */
import { z } from 'zod'

type Method = 'GET' | 'POST'

interface Declaration<Input extends z.ZodType> {
  method: Method
  path: `/${string}`
  summary: string
  input: Input
  /** Set for what changes a registry: the request then has to come from the page itself, or carry the token for scripts. */
  writes?: boolean
  /** Set for what changes with whose rights somebody works: the request has to come from the page itself. */
  changesSession?: boolean
}

export interface JsonEndpoint<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType>
  extends Declaration<Input> {
  answer: 'json'
  output: Output
}

/** Answers with one JSON document a line, each as soon as it is known. */
export interface StreamEndpoint<Input extends z.ZodType = z.ZodType, Line extends z.ZodType = z.ZodType>
  extends Declaration<Input> {
  answer: 'ndjson'
  line: Line
}

/** Answers with bytes that are passed through as they are. */
export interface BytesEndpoint<Input extends z.ZodType = z.ZodType> extends Declaration<Input> {
  answer: 'bytes'
}

export type Endpoint = JsonEndpoint | StreamEndpoint | BytesEndpoint

export function defineEndpoint<Input extends z.ZodType, Output extends z.ZodType>(
  declaration: Declaration<Input> & { output: Output },
): JsonEndpoint<Input, Output> {
  return { ...declaration, answer: 'json' }
}

export function defineStream<Input extends z.ZodType, Line extends z.ZodType>(
  declaration: Declaration<Input> & { line: Line },
): StreamEndpoint<Input, Line> {
  return { ...declaration, answer: 'ndjson' }
}

export function defineBytes<Input extends z.ZodType>(declaration: Declaration<Input>): BytesEndpoint<Input> {
  return { ...declaration, answer: 'bytes' }
}

/** A query parameter that may be given several times. */
export const repeatedSchema = z.union(
  [z.string().transform((value) => [value]), z.array(z.string()).max(1000)],
  'it may be given 1000 times at most',
)

/** A query parameter that counts something. */
export const countSchema = z.coerce.number().int().min(1).max(1000)

import { z } from 'zod'
import type { OpenApiDocument } from '@/lib/contract/open-api'
import { type JsonSchema, jsonSchemaSchema } from './schema-text'

export interface Parameter {
  name: string
  isRequired: boolean
  schema: JsonSchema
}

/** One method of one path, as the page shows it. */
export interface Operation {
  /** For links: `get-api-v1-image`. */
  id: string
  method: 'GET' | 'POST'
  path: string
  summary: string
  parameters: Parameter[]
  /** Of a POST. */
  body?: JsonSchema
  answer: JsonSchema
  mediaType: string
}

export interface OperationGroup {
  title: string
  operations: Operation[]
}

const contentSchema = z.record(z.string(), z.object({ schema: jsonSchemaSchema }))

const operationSchema = z.object({
  summary: z.string(),
  parameters: z.array(z.object({ name: z.string(), required: z.boolean(), schema: jsonSchemaSchema })).default([]),
  requestBody: z.object({ content: contentSchema }).optional(),
  responses: z.object({ 200: z.object({ content: contentSchema }) }),
})

function readOperation(path: string, method: 'GET' | 'POST', value: unknown): Operation {
  const { summary, parameters, requestBody, responses } = operationSchema.parse(value)
  const [mediaType, answer] = Object.entries(responses[200].content)[0] ?? ['*/*', { schema: {} }]
  const body = requestBody && Object.values(requestBody.content)[0]?.schema
  return {
    id: `${method.toLowerCase()}${path.replace(/[^a-z0-9]+/gi, '-')}`,
    method,
    path,
    summary,
    parameters: parameters.map(({ name, required, schema }) => ({ name, isRequired: required, schema })),
    ...(body ? { body } : {}),
    answer: answer.schema,
    mediaType,
  }
}

const groups: [title: string, paths: RegExp][] = [
  ['Compose and write', /^\/api\/v1\/(compose|split|history|tags\/(restore|delete))/],
  ['Registries and sign-in', /^\/api\/v1\/registries/],
  ['Read', /^\/api\//],
  ['Share', /^\/(badge|preview)/],
  ['Operate', /./],
]

const order = ['Read', 'Compose and write', 'Registries and sign-in', 'Share', 'Operate']

/** The operations of the description, sorted into what they are for. */
export function readOperations({ paths }: OpenApiDocument): OperationGroup[] {
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    (['GET', 'POST'] as const).flatMap((method) => {
      const value = item[method.toLowerCase()]
      return value === undefined ? [] : [readOperation(path, method, value)]
    }),
  )
  const titleOf = ({ path }: Operation) => groups.find(([, pattern]) => pattern.test(path))?.[0]
  return order
    .map((title) => ({ title, operations: operations.filter((operation) => titleOf(operation) === title) }))
    .filter((group) => group.operations.length > 0)
}

/** The named schemas, sorted by name. */
export function readSchemas({ components }: OpenApiDocument): [name: string, schema: JsonSchema][] {
  return Object.entries(components.schemas)
    .map(([name, schema]): [string, JsonSchema] => [name, jsonSchemaSchema.parse(schema)])
    .toSorted(([a], [b]) => a.localeCompare(b, 'en'))
}

import { z } from 'zod'

/** As much of JSON Schema as the API’s description uses. Source: JSON Schema 2020-12. */
export interface JsonSchema {
  $ref?: string | undefined
  type?: string | string[] | undefined
  description?: string | undefined
  enum?: unknown[] | undefined
  const?: unknown
  default?: unknown
  format?: string | undefined
  properties?: Record<string, JsonSchema> | undefined
  required?: string[] | undefined
  items?: JsonSchema | undefined
  anyOf?: JsonSchema[] | undefined
  oneOf?: JsonSchema[] | undefined
  additionalProperties?: JsonSchema | boolean | undefined
}

export const jsonSchemaSchema: z.ZodType<JsonSchema> = z.lazy(() =>
  z.looseObject({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    description: z.string().optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    default: z.unknown().optional(),
    format: z.string().optional(),
    properties: z.record(z.string(), jsonSchemaSchema).optional(),
    required: z.array(z.string()).optional(),
    items: jsonSchemaSchema.optional(),
    anyOf: z.array(jsonSchemaSchema).optional(),
    oneOf: z.array(jsonSchemaSchema).optional(),
    additionalProperties: z.union([z.boolean(), jsonSchemaSchema]).optional(),
  }),
)

const indent = '  '

function fieldsText({ properties = {}, required = [] }: JsonSchema, depth: number): string {
  const space = indent.repeat(depth + 1)
  const lines = Object.entries(properties).map(([name, field]) => {
    const mark = required.includes(name) ? '' : '?'
    const note = field.description === undefined ? '' : `  // ${field.description}`
    return `${space}${name}${mark}: ${schemaText(field, depth + 1)}${note}\n`
  })
  return `{\n${lines.join('')}${indent.repeat(depth)}}`
}

function arrayText(items: JsonSchema, depth: number): string {
  const text = schemaText(items, depth)
  return text.includes(' | ') && !text.includes('{') ? `(${text})[]` : `${text}[]`
}

/** A schema as TypeScript would write it, with `?` for what may be absent; named ones by their name. */
export function schemaText(schema: JsonSchema, depth = 0): string {
  const { $ref, anyOf, oneOf, items, properties, additionalProperties } = schema
  const variants = anyOf ?? oneOf
  if ($ref !== undefined) return $ref.slice($ref.lastIndexOf('/') + 1)
  if (variants) return variants.map((variant) => schemaText(variant, depth)).join(' | ')
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (items) return arrayText(items, depth)
  if (properties) return fieldsText(schema, depth)
  if (typeof additionalProperties === 'object') return `{ [name]: ${schemaText(additionalProperties, depth)} }`
  if (schema.format === 'binary') return 'bytes'
  const types = [schema.type ?? 'any'].flat()
  return types.map((type) => (type === 'integer' ? 'number' : type)).join(' | ')
}

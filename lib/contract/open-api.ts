import { z } from 'zod'
import type { Endpoint } from './endpoint'
import { endpoints } from './endpoints'
import { errorBodySchema } from './error'

type JsonObject = Record<string, unknown>

/** Named schemas collect under `components`; zod’s own `$schema` and `$defs` have no place in OpenAPI. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', components: JsonObject): JsonObject {
  const {
    $schema: _,
    $defs,
    ...json
  } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  }) as JsonObject
  const rebased = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value).replaceAll('"#/$defs/', '"#/components/schemas/'))
  for (const [name, definition] of Object.entries(($defs as JsonObject | undefined) ?? {}))
    components[name] = rebased(definition)
  const { id, ...rest } = json
  if (typeof id !== 'string') return rebased(json) as JsonObject
  components[id] = rebased(rest)
  return { $ref: `#/components/schemas/${id}` }
}

function parametersOf({ input }: Endpoint): JsonObject[] {
  const { properties = {}, required = [] } = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' })
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }))
}

function contentOf(endpoint: Endpoint, components: JsonObject): JsonObject {
  if (endpoint.answer === 'bytes') return { '*/*': { schema: { type: 'string', format: 'binary' } } }
  if (endpoint.answer === 'ndjson')
    return { 'application/x-ndjson': { schema: schemaOf(endpoint.line, 'output', components) } }
  return { 'application/json': { schema: schemaOf(endpoint.output, 'output', components) } }
}

function operationOf(endpoint: Endpoint, components: JsonObject): JsonObject {
  const error = { 'application/json': { schema: schemaOf(errorBodySchema, 'output', components) } }
  const request =
    endpoint.method === 'GET'
      ? { parameters: parametersOf(endpoint) }
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(endpoint.input, 'input', components) } },
          },
        }
  return {
    summary: endpoint.summary,
    ...request,
    responses: {
      200: { description: endpoint.summary, content: contentOf(endpoint, components) },
      default: { description: 'What went wrong, in one sentence, and what to do next', content: error },
    },
  }
}

export interface OpenApiDocument {
  openapi: string
  info: JsonObject
  paths: Record<string, JsonObject>
  components: { schemas: JsonObject }
}

/** The API’s description, made from the schemas that handlers and pages use. Source: OpenAPI 3.1.1. */
export function openApiDocument(): OpenApiDocument {
  const components: JsonObject = {}
  const paths = Object.fromEntries(
    endpoints.map((endpoint) => [
      endpoint.path,
      { [endpoint.method.toLowerCase()]: operationOf(endpoint, components) },
    ]),
  )
  return {
    openapi: '3.1.1',
    info: { title: 'Archipelago', version: '1', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: { schemas: components },
  }
}

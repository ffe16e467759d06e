import type { z } from 'zod'
import type { BytesEndpoint, JsonEndpoint, StreamEndpoint } from './endpoint'
import { ApiFailure, errorBodySchema } from './error'

type QueryValue = string | number | boolean | string[] | undefined

/** The address of a GET endpoint with this input; also what a page links to. */
export function endpointUrl<Input extends z.ZodType>(
  endpoint: JsonEndpoint<Input> | StreamEndpoint<Input> | BytesEndpoint<Input>,
  input: z.input<Input>,
): `/${string}` {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(input as Record<string, QueryValue>))
    for (const item of Array.isArray(value) ? value : [value])
      if (item !== undefined) parameters.append(name, String(item))
  const query = parameters.toString()
  return query === '' ? endpoint.path : `${endpoint.path}?${query}`
}

function requestOf<Input extends z.ZodType>(
  endpoint: JsonEndpoint<Input> | StreamEndpoint<Input>,
  input: z.input<Input>,
): [string, RequestInit] {
  if (endpoint.method === 'GET') return [endpointUrl(endpoint, input), {}]
  return [
    endpoint.path,
    { method: endpoint.method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(input) },
  ]
}

async function failureOf(response: Response): Promise<ApiFailure> {
  const body = errorBodySchema.safeParse(await response.json().catch(() => undefined))
  if (body.success) return new ApiFailure(body.data.error)
  const message = 'The server gave no usable answer; reload the page and try again.'
  return new ApiFailure({ code: 'INTERNAL', message })
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (error) {
    if (init.signal?.aborted) throw error
    const message = 'Archipelago’s own server cannot be reached; see whether it is still running, then try again.'
    throw new ApiFailure({ code: 'REGISTRY_UNREACHABLE', message }, { cause: error })
  }
}

/** @throws {ApiFailure} with the server’s sentence */
export async function callApi<Input extends z.ZodType, Output extends z.ZodType>(
  endpoint: JsonEndpoint<Input, Output>,
  input: z.input<Input>,
  signal?: AbortSignal,
): Promise<z.output<Output>> {
  const [url, init] = requestOf(endpoint, input)
  const response = await send(url, { ...init, signal })
  if (!response.ok) throw await failureOf(response)
  return endpoint.output.parse(await response.json())
}

/** Yields each line as it arrives; leaving the loop cancels the request. @throws {ApiFailure} */
export async function* streamApi<Input extends z.ZodType, Line extends z.ZodType>(
  endpoint: StreamEndpoint<Input, Line>,
  input: z.input<Input>,
  signal?: AbortSignal,
): AsyncGenerator<z.output<Line>> {
  const [url, init] = requestOf(endpoint, input)
  const response = await send(url, { ...init, signal })
  if (!response.ok || !response.body) throw await failureOf(response)
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  try {
    for (;;) {
      const { done, value = '' } = await reader.read()
      const lines = (rest + value).split('\n')
      rest = done ? '' : (lines.pop() ?? '')
      for (const line of lines) if (line.trim() !== '') yield endpoint.line.parse(JSON.parse(line))
      if (done) return
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

/** The one way from a request to a verb and back: input, rights, limits, errors and headers are settled here. */
import 'server-only'
import type { z } from 'zod'
import type { BytesEndpoint, Endpoint, JsonEndpoint, StreamEndpoint } from '@/lib/contract/endpoint'
import { type ApiError, ApiFailure, type ErrorCode, errorStatuses } from '@/lib/contract/error'
import { decodeJson } from '@/lib/oci/decode-json'
import { InvalidManifestError } from '@/lib/oci/invalid-manifest-error'
import { yieldLongTurn } from '@/lib/oci/yield-turn'
import { isApiToken } from './api-token'
import { type Config, processConfig } from './config'
import { isOurHost, isOurOrigin } from './host-check'
import { jsonResponse } from './json-response'
import { type Caller, createRequestContext, type RequestContext } from './request-context'
import { sessions } from './session'
import { sessionCookieHeader, sessionIdIn } from './session-cookie'
import { singleton } from './singleton'
import { toApiError } from './to-api-error'
import { visitorName } from './visitor-name'
import { wordIssue } from './word-issue'

const maxBodyBytes = 1024 * 1024
/** Of a body without a length so much is heard to its end: who is cut off while sending never reads why. */
const maxHeardBytes = 8 * maxBodyBytes
const noStore = { 'cache-control': 'no-store' }

export interface BytesAnswer {
  bytes: Uint8Array
  headers: Record<string, string>
}

type Verb<Input extends z.ZodType, Result> = (input: z.output<Input>, context: RequestContext) => Result

function fail(code: ErrorCode, message: string): never {
  throw new ApiFailure({ code, message })
}

const otherPageWords = 'This request comes from another web page; open Archipelago itself and do it there.'

/** What a host name that is not ours is told, with the setting that would make it ours. */
function otherHostWords({ mode }: Pick<Config, 'mode'>): string {
  const setting = mode === 'shared' ? 'open it at its own, ARCHIPELAGO_ORIGIN' : 'add it to ARCHIPELAGO_ALLOWED_HOSTS'
  return `This address is not one that Archipelago answers to; ${setting}.`
}

/** Other web pages of the same browser must neither read nor write through us. */
function checkCaller(request: Request, endpoint: Endpoint): void {
  const host = request.headers.get('host')
  const config = processConfig()
  if (!isOurHost(host, config)) fail('DENIED', otherHostWords(config))
  const origin = request.headers.get('origin')
  if (origin !== null && !isOurOrigin(origin, host, config)) fail('DENIED', otherPageWords)
  const changes = endpoint.writes || endpoint.changesSession
  if (changes && !['same-origin', null].includes(request.headers.get('sec-fetch-site'))) fail('DENIED', otherPageWords)
  if (endpoint.changesSession && origin === null)
    fail('DENIED', 'Signing in and out is done on the page of Archipelago itself.')
  if (!endpoint.writes) return
  if (config.readOnly)
    fail('READ_ONLY', 'Archipelago is set to read only here; ask the person who runs it to allow writing.')
  if (origin === null && !isApiToken(request.headers.get('authorization')))
    fail('DENIED', 'Scripts need the token of ARCHIPELAGO_API_TOKEN as “Authorization: Bearer …” to write.')
}

async function readBody(request: Request): Promise<unknown> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? ''))
    fail('REQUEST_INVALID', 'Send the request with “Content-Type: application/json”.')
  const chunks: Uint8Array[] = []
  let length = 0
  const tooLarge = 'The request is larger than 1 MiB; send fewer sources or shorter annotations.'
  if (Number(request.headers.get('content-length')) > maxBodyBytes) fail('TOO_LARGE', tooLarge)
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength
    if (length > maxHeardBytes) break
    if (length <= maxBodyBytes) chunks.push(chunk)
  }
  if (length > maxBodyBytes) fail('TOO_LARGE', tooLarge)
  try {
    return decodeJson(Buffer.concat(chunks))
  } catch (error) {
    const isJson = error instanceof InvalidManifestError && error.reason !== 'not-json'
    const what = isJson ? 'is nested too deeply or holds too many values' : 'is not valid JSON'
    return fail('REQUEST_INVALID', `The body of the request ${what}.`)
  }
}

function readQuery(request: Request): Record<string, string | string[]> {
  const query = new URL(request.url).searchParams
  return Object.fromEntries(
    [...new Set(query.keys())].map((name) => {
      const values = query.getAll(name)
      return [name, values.length === 1 ? (values[0] ?? '') : values]
    }),
  )
}

function describeIssue(issue: z.core.$ZodIssue | undefined, isQuery: boolean): string {
  if (!issue || issue.path.length === 0) return 'The body of the request must be a JSON object.'
  const field = `“${issue.path.join('.')}”`
  if (issue.input === undefined) return `${field} is missing; add it to the request.`
  if (isQuery && issue.code === 'invalid_type' && Array.isArray(issue.input))
    return `${field} is given more than once; give it once.`
  return `${field} is not valid: ${issue.message}.`
}

async function readInput<Input extends z.ZodType>(
  request: Request,
  endpoint: { method: string; input: Input },
): Promise<z.output<Input>> {
  const isQuery = endpoint.method === 'GET'
  const value = isQuery ? readQuery(request) : await readBody(request)
  const parsed = endpoint.input.safeParse(value, { error: wordIssue, reportInput: true })
  if (parsed.success) return parsed.data
  const [first] = parsed.error.issues
  const isReference = first?.path[0] === 'ref' || first?.path[0] === 'repository'
  return fail(isReference ? 'REFERENCE_INVALID' : 'REQUEST_INVALID', describeIssue(first, isQuery))
}

function errorResponse(error: ApiError, extra: Record<string, unknown> = {}): Response {
  const headers = new Headers(noStore)
  if (error.retryAfter !== undefined) headers.set('retry-after', String(Math.ceil(error.retryAfter)))
  return Response.json({ ...extra, error }, { status: errorStatuses[error.code], headers })
}

function streamResponse(first: IteratorResult<unknown>, lines: AsyncGenerator<unknown>): Response {
  const encoder = new TextEncoder()
  const encode = (line: unknown) => encoder.encode(`${JSON.stringify(line)}\n`)
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      if (first.done) controller.close()
      else controller.enqueue(encode(first.value))
    },
    async pull(controller) {
      try {
        await yieldLongTurn()
        const next = await lines.next()
        if (next.done) controller.close()
        else controller.enqueue(encode(next.value))
      } catch (error) {
        controller.enqueue(encode({ event: 'error', error: toApiError(error) }))
        controller.close()
      }
    },
    async cancel() {
      await lines.return(undefined)
    },
  })
  return new Response(body, { headers: { ...noStore, 'content-type': 'application/x-ndjson' } })
}

/** What fails before the first line is an answer with that error's status; what fails later is a line. */
async function answerStream(lines: AsyncGenerator<unknown>): Promise<Response> {
  try {
    return streamResponse(await lines.next(), lines)
  } catch (error) {
    return errorResponse(toApiError(error), { event: 'error' })
  }
}

async function callerOf(request: Request): Promise<Caller> {
  const config = processConfig()
  const session = await sessions().find(sessionIdIn(request.headers.get('cookie'), config))
  return {
    session,
    name: visitorName(config) ?? (isApiToken(request.headers.get('authorization')) ? 'script' : undefined),
  }
}

type Handler = (request: Request) => Promise<Response>

const handlers = singleton('handlers', () => new WeakSet<object>())

/** Whether what a route exports was made here, so that nobody gets around what is checked here. */
export function isHandler(value: unknown): boolean {
  return typeof value === 'function' && handlers.has(value)
}

export function handle<Input extends z.ZodType, Output extends z.ZodType>(
  endpoint: JsonEndpoint<Input, Output>,
  verb: Verb<Input, Promise<z.input<Output>>>,
): Handler
export function handle<Input extends z.ZodType, Line extends z.ZodType>(
  endpoint: StreamEndpoint<Input, Line>,
  verb: Verb<Input, AsyncGenerator<z.input<Line>>>,
): Handler
export function handle<Input extends z.ZodType>(
  endpoint: BytesEndpoint<Input>,
  verb: Verb<Input, Promise<BytesAnswer>>,
): Handler
export function handle(endpoint: Endpoint, verb: Verb<z.ZodType, unknown>): Handler {
  const handler: Handler = async (request) => {
    try {
      checkCaller(request, endpoint)
      const context = createRequestContext(request.signal, await callerOf(request))
      const sessionBefore = context.session
      const result = verb(await readInput(request, endpoint), context)
      if (endpoint.answer === 'ndjson') return await answerStream(result as AsyncGenerator<unknown>)
      if (endpoint.answer === 'json') {
        const answer = jsonResponse(await result, noStore)
        if (context.session !== sessionBefore)
          answer.headers.set('set-cookie', sessionCookieHeader(context.session, processConfig()))
        return answer
      }
      const { bytes, headers } = (await result) as BytesAnswer
      return new Response(new Uint8Array(bytes), { headers: { ...noStore, ...headers } })
    } catch (error) {
      return errorResponse(toApiError(error))
    }
  }
  handlers.add(handler)
  return handler
}

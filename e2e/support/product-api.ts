/** The product's API as the stories call it: the same contract, over real HTTP. */
import type { APIRequestContext, APIResponse } from '@playwright/test'
import type { z } from 'zod'
import {
  type composeInputSchema,
  type Plan,
  type PushEvent,
  planComposeEndpoint,
  planSchema,
  pushEventSchema,
  pushIndexEndpoint,
  type pushInputSchema,
} from '@/lib/contract/compose'
import { type ApiError, errorBodySchema } from '@/lib/contract/error'
import { getImageEndpoint, type Image, imageSchema } from '@/lib/contract/image'

interface Product {
  request: APIRequestContext
  baseURL: string | undefined
}

export type ComposeForm = z.input<typeof composeInputSchema>

export async function readError(response: APIResponse): Promise<ApiError> {
  return errorBodySchema.parse(await response.json()).error
}

async function requireSuccess(response: APIResponse): Promise<APIResponse> {
  if (response.ok()) return response
  throw new Error(`${response.url()} answered ${response.status()}: ${await response.text()}`)
}

export async function getImage(
  { request }: Pick<Product, 'request'>,
  input: z.input<typeof getImageEndpoint.input>,
): Promise<Image> {
  const response = await request.get(getImageEndpoint.path, { params: input })
  return imageSchema.parse(await (await requireSuccess(response)).json())
}

/** Sends what the page itself would send. */
export function postAsPage({ request, baseURL = '' }: Product, path: string, data: unknown): Promise<APIResponse> {
  const headers = { origin: baseURL, 'content-type': 'application/json' }
  return request.post(path, { headers, data: JSON.stringify(data) })
}

export async function planCompose(product: Product, form: ComposeForm): Promise<Plan> {
  const response = await postAsPage(product, planComposeEndpoint.path, form)
  return planSchema.parse(await (await requireSuccess(response)).json())
}

export interface PushOutcome {
  done?: Extract<PushEvent, { event: 'done' }>
  error?: ApiError
}

/** Pushes and returns how it ended, whether the answer came as a line or as an HTTP error. */
export async function push(product: Product, input: z.input<typeof pushInputSchema>): Promise<PushOutcome> {
  const response = await postAsPage(product, pushIndexEndpoint.path, input)
  if (!response.ok()) return { error: await readError(response) }
  const lines = (await response.text()).trim().split('\n')
  const last = pushEventSchema.parse(JSON.parse(lines.at(-1) ?? ''))
  if (last.event === 'done') return { done: last }
  return last.event === 'error' ? { error: last.error } : {}
}

/** What the form sends once the plan is agreed to. */
export function agreedTo(plan: Plan, form: ComposeForm): z.input<typeof pushInputSchema> {
  return { ...form, digest: plan.index.digest, expected: plan.current?.digest ?? null }
}

import { AsyncLocalStorage } from 'node:async_hooks'
import type { ServerResponse } from 'node:http'
import { singleton } from './singleton'

/** The response being made, for what runs on its behalf; our own web server runs each request within it. */
export function pageResponses(): AsyncLocalStorage<ServerResponse> {
  return singleton('page-responses', () => new AsyncLocalStorage<ServerResponse>())
}

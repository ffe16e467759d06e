import 'server-only'
import { connection } from 'next/server'
import { createRequestContext, type RequestContext } from './request-context'

/** The context of a page: rendered per request, never at build time. */
export async function pageContext(): Promise<RequestContext> {
  await connection()
  return createRequestContext()
}

import 'server-only'
import { cookies } from 'next/headers'
import { connection } from 'next/server'
import { createRequestContext, type RequestContext } from './request-context'
import { sessionCookie } from './session'

/** The context of a page: rendered per request, never at build time. */
export async function pageContext(): Promise<RequestContext> {
  await connection()
  return createRequestContext(undefined, (await cookies()).get(sessionCookie)?.value)
}

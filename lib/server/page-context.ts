import 'server-only'
import { cookies } from 'next/headers'
import { connection } from 'next/server'
import { processConfig } from './config'
import { pageSignal } from './page-signal'
import { createRequestContext, type RequestContext } from './request-context'
import { sessions } from './session'
import { sessionCookieName } from './session-cookie'
import { visitorName } from './visitor-name'

/** The context of a page: rendered per request, never at build time; who leaves ends what is read for it. */
export async function pageContext(): Promise<RequestContext> {
  await connection()
  const config = processConfig()
  const session = await sessions().find((await cookies()).get(sessionCookieName(config))?.value)
  return createRequestContext(pageSignal(), { session, name: visitorName(config) })
}

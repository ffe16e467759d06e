import 'server-only'
import { type ErrorCode, errorStatuses } from '@/lib/contract/error'
import { pageResponses } from './page-responses'

/**
 * Gives a page that shows a failure the status of that failure: Next alone lets a page choose 200 or an empty 404.
 * Call it before the page returns. Navigation within the app keeps 200, since Next's router would load the page again.
 */
export function setPageStatus(code: ErrorCode): void {
  const response = pageResponses().getStore()
  if (!response || response.headersSent || response.req.headers.rsc !== undefined) return
  response.statusCode = errorStatuses[code]
}

import 'server-only'
import { pageResponses } from './page-responses'

/** Aborts when the visitor leaves before the page is sent whole; undefined where nothing is being answered. */
export function pageSignal(): AbortSignal | undefined {
  const response = pageResponses().getStore()
  if (!response) return undefined
  const leaving = new AbortController()
  response.once('close', () => {
    if (!response.writableFinished) leaving.abort()
  })
  return leaving.signal
}

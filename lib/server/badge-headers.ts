import 'server-only'
import { pageResponses } from './page-responses'

/** A picture that other sites show, and that runs nothing: its headers instead of those of our pages. Source: Fetch, "Cross-Origin-Resource-Policy". */
export function allowEmbedding(): void {
  const response = pageResponses().getStore()
  response?.setHeader('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
  response?.setHeader('cross-origin-resource-policy', 'cross-origin')
}

import { get } from 'node:http'
import { getPreviewEndpoint } from '@/lib/contract/badge'
import { endpointUrl } from '@/lib/contract/call-api'
import type { Config } from './config'

/**
 * Drawing the first picture takes most of a second, for its fonts and its renderer: it is asked for here, so that nobody
 * waits for it. Whether it succeeds does not matter.
 */
export function warmUp({ host, port }: { host: string; port: number }, { origin }: Pick<Config, 'origin'>): void {
  const anyAddress = ['0.0.0.0', '::'].includes(host)
  const request = get({
    host: anyAddress ? undefined : host,
    port,
    path: endpointUrl(getPreviewEndpoint, { ref: '' }),
    headers: { host: origin === undefined ? 'localhost' : new URL(origin).host },
  })
  request.on('response', (response) => response.resume())
  request.on('error', () => {})
}

import 'server-only'
import type { IncomingMessage } from 'node:http'
import { ApiFailure } from '@/lib/contract/error'
import { isLoopbackHost } from '@/lib/registry/address-guard'
import { isApiToken } from './api-token'
import { processConfig } from './config'
import type { BytesAnswer } from './handle'
import { pageResponses } from './page-responses'
import { processMetrics } from './process-metrics'
import { registryAccess } from './registry-access'
import { singleton } from './singleton'

/** A request that came through a proxy comes from this machine, too, and from anybody; `headers` no longer tells. */
function isFromThisMachine({ socket, headersDistinct }: IncomingMessage): boolean {
  // not every proxy says that it is one, and in shared mode there is one
  if (processConfig().mode === 'shared') return false
  const names = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via']
  const isForwarded = names.some((name) => headersDistinct[name] !== undefined)
  const address = socket.remoteAddress?.replace(/^::ffff:/, '')
  return !isForwarded && address !== undefined && isLoopbackHost(address)
}

function registerGauges(): true {
  const { metrics } = processMetrics()
  const { manifests } = registryAccess()
  metrics.gauge('archipelago_manifest_cache_bytes', 'Manifests in memory.', () => manifests.sizeBytes)
  metrics.gauge('archipelago_manifest_cache_entries', 'Manifests in memory.', () => manifests.entries)
  return true
}

/** @throws {ApiFailure} DENIED for others than holders of the token and, in local mode, programs on this machine */
export async function getMetrics(): Promise<BytesAnswer> {
  const request = pageResponses().getStore()?.req
  if (!request || !(isFromThisMachine(request) || isApiToken(request.headers.authorization)))
    throw new ApiFailure({
      code: 'DENIED',
      message:
        'Metrics are for programs on the same machine in local mode; others send ARCHIPELAGO_API_TOKEN as “Authorization: Bearer …”.',
    })
  singleton('server-gauges', registerGauges)
  const bytes = new TextEncoder().encode(processMetrics().metrics.text())
  return { bytes, headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' } }
}

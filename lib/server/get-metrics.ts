import 'server-only'
import type { IncomingMessage } from 'node:http'
import { ApiFailure } from '@/lib/contract/error'
import { isLoopbackHost } from '@/lib/registry/address-guard'
import { isApiToken } from './api-token'
import type { BytesAnswer } from './handle'
import { pageResponses } from './page-responses'
import { processMetrics } from './process-metrics'
import { registryAccess } from './registry-access'
import { singleton } from './singleton'

/** A request that came through a proxy comes from this machine, too, and from anybody. */
function isFromThisMachine({ socket, headers }: IncomingMessage): boolean {
  const isForwarded = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => headers[name] !== undefined)
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

/** @throws {ApiFailure} DENIED for others than programs on this machine and holders of the token */
export async function getMetrics(): Promise<BytesAnswer> {
  const request = pageResponses().getStore()?.req
  if (!request || !(isFromThisMachine(request) || isApiToken(request.headers.authorization)))
    throw new ApiFailure({
      code: 'DENIED',
      message:
        'Metrics are for programs on the same machine; others send ARCHIPELAGO_API_TOKEN as “Authorization: Bearer …”.',
    })
  singleton('server-gauges', registerGauges)
  const bytes = new TextEncoder().encode(processMetrics().metrics.text())
  return { bytes, headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' } }
}

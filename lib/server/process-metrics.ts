/** What this process tells at /metrics. No label holds a name that somebody from outside has chosen. */

import { isLoopbackHost } from '@/lib/registry/address-guard'
import type { EgressEvent } from '@/lib/registry/egress-events'
import { egressEvents } from '@/lib/registry/egress-events'
import { findProduct } from '@/lib/registry/quirks/find-quirks'
import { MetricSet } from './metric-set'
import { processWork } from './process-work'
import { singleton } from './singleton'

const secondsBounds = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/** A registry’s kind, from a closed list. */
function registryClass(hostname: string): string {
  return isLoopbackHost(hostname) ? 'loopback' : (findProduct(hostname) ?? 'other')
}

function createProcessMetrics() {
  const metrics = new MetricSet()
  const upstream = metrics.counter(
    'archipelago_upstream_requests_total',
    'Requests to registries and their token servers.',
  )
  const upstreamSeconds = metrics.histogram(
    'archipelago_upstream_request_seconds',
    'Until the head of the answer of a registry.',
    secondsBounds,
  )
  egressEvents.subscribe((event) => {
    const { hostname, status, durationMs } = event as EgressEvent
    const registry = registryClass(hostname)
    upstream.add({ registry, status: status === undefined ? 'none' : String(status) })
    upstreamSeconds.observe(durationMs / 1000, { registry })
  })
  const work = processWork()
  metrics.gauge('archipelago_work_running', 'Requests being worked on.', () => work.running)
  metrics.gauge('archipelago_work_waiting', 'Requests waiting for their turn.', () => work.waiting)
  metrics.gauge('process_resident_memory_bytes', 'Memory of the process.', () => process.memoryUsage().rss)
  metrics.gauge('process_uptime_seconds', 'Since the start of the process.', () => Math.round(process.uptime()))
  return {
    metrics,
    requests: metrics.counter(
      'archipelago_requests_total',
      'Requests answered, by endpoint or kind of page, and status.',
    ),
    requestSeconds: metrics.histogram(
      'archipelago_request_seconds',
      'Until the last byte of an answer.',
      secondsBounds,
    ),
    sentAway: metrics.counter(
      'archipelago_requests_sent_away_total',
      'Requests refused before any work: busy, closing, host.',
    ),
    cacheReads: metrics.counter('archipelago_manifest_cache_reads_total', 'Manifests found in memory, and not.'),
    journal: metrics.counter(
      'archipelago_writes_total',
      'Writes to tags as the journal has them, by action and state.',
    ),
  }
}

export function processMetrics(): ReturnType<typeof createProcessMetrics> {
  return singleton('process-metrics', createProcessMetrics)
}

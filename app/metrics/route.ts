import { getMetricsEndpoint } from '@/lib/contract/metrics'
import { getMetrics } from '@/lib/server/get-metrics'
import { handle } from '@/lib/server/handle'

export const GET = handle(getMetricsEndpoint, getMetrics)

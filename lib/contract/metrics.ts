import { z } from 'zod'
import { defineBytes } from './endpoint'

export const getMetricsEndpoint = defineBytes({
  method: 'GET',
  path: '/metrics',
  summary: 'Numbers for Prometheus; for programs on the same machine, and for holders of the token',
  input: z.object({}),
})

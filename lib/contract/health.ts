import { z } from 'zod'
import { defineEndpoint } from './endpoint'

export const checkHealthEndpoint = defineEndpoint({
  method: 'GET',
  path: '/healthz',
  summary: '200 when ready',
  input: z.object({}),
  output: z.object({ status: z.literal('ok') }),
})

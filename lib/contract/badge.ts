import { z } from 'zod'
import { defineBytes, defineEndpoint } from './endpoint'

const badgeInput = z.object({
  ref: z.string(),
  label: z.string().max(40).optional().meta({ description: 'the left half; “platforms” unless given' }),
})

export const getBadgeEndpoint = defineBytes({
  method: 'GET',
  path: '/badge.svg',
  summary: 'The platforms of an image as a picture for a README; “unknown” when it cannot be read',
  input: badgeInput,
})

/** Source: shields.io, "Endpoint Badge". */
export const shieldsBadgeSchema = z
  .object({
    schemaVersion: z.literal(1),
    label: z.string(),
    message: z.string(),
    color: z.string(),
    isError: z.boolean().optional(),
    cacheSeconds: z.number(),
  })
  .meta({ id: 'ShieldsBadge' })

export const getShieldsBadgeEndpoint = defineEndpoint({
  method: 'GET',
  path: '/badge.json',
  summary: 'The badge as shields.io’s endpoint form',
  input: badgeInput,
  output: shieldsBadgeSchema,
})

export const getPreviewEndpoint = defineBytes({
  method: 'GET',
  path: '/preview.png',
  summary: 'A picture of a public image for link previews, 1200×630; a neutral one for any other',
  input: z.object({ ref: z.string() }),
})

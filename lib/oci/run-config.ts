import { z } from 'zod'
import { annotationsSchema } from './descriptor'
import type { ImageConfig } from './image-config'

/** No image has as many; each costs time that nobody else gets. */
const maxNames = 5_000

const namesSchema = z.custom<Record<string, unknown>>(
  (value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length <= maxNames,
)
const textsSchema = namesSchema.and(annotationsSchema)
const listSchema = z.array(z.string()).max(maxNames)

/** How a container of the image starts. Source: image-spec, config.md, "config". */
export const runConfigSchema = z.looseObject({
  User: z.string().nullish(),
  ExposedPorts: namesSchema.nullish(),
  Env: listSchema.nullish(),
  Entrypoint: listSchema.nullish(),
  Cmd: listSchema.nullish(),
  Volumes: namesSchema.nullish(),
  WorkingDir: z.string().nullish(),
  Labels: textsSchema.nullish(),
  StopSignal: z.string().nullish(),
})
export type RunConfig = z.infer<typeof runConfigSchema>

/** Empty where the config says nothing readable about it, or more than any image has. */
export function runConfigOf(config: ImageConfig): RunConfig {
  const parsed = runConfigSchema.safeParse(config.config ?? {})
  return parsed.success ? parsed.data : {}
}

/** `PATH=/bin` → `['PATH', '/bin']`; a name without a value is one that is unset. */
export function splitEnvironment(entry: string): [name: string, value: string] {
  const equals = entry.indexOf('=')
  return equals < 0 ? [entry, ''] : [entry.slice(0, equals), entry.slice(equals + 1)]
}

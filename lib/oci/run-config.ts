import { z } from 'zod'
import type { ImageConfig } from './image-config'

/** How a container of the image starts. Source: image-spec, config.md, "config". */
export const runConfigSchema = z.looseObject({
  User: z.string().nullish(),
  ExposedPorts: z.record(z.string(), z.unknown()).nullish(),
  Env: z.array(z.string()).nullish(),
  Entrypoint: z.array(z.string()).nullish(),
  Cmd: z.array(z.string()).nullish(),
  Volumes: z.record(z.string(), z.unknown()).nullish(),
  WorkingDir: z.string().nullish(),
  Labels: z.record(z.string(), z.string()).nullish(),
  StopSignal: z.string().nullish(),
})
export type RunConfig = z.infer<typeof runConfigSchema>

/** Empty where the config says nothing readable about it. */
export function runConfigOf(config: ImageConfig): RunConfig {
  const parsed = runConfigSchema.safeParse(config.config ?? {})
  return parsed.success ? parsed.data : {}
}

/** `PATH=/bin` → `['PATH', '/bin']`; a name without a value is one that is unset. */
export function splitEnvironment(entry: string): [name: string, value: string] {
  const equals = entry.indexOf('=')
  return equals < 0 ? [entry, ''] : [entry.slice(0, equals), entry.slice(equals + 1)]
}

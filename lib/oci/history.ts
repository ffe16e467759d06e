import { z } from 'zod'
import type { Descriptor } from './descriptor'
import type { ImageConfig } from './image-config'

/** No build has as many steps; each costs time that nobody else gets. */
const maxSteps = 10_000

const stepSchema = z.looseObject({
  created: z.string().nullish(),
  created_by: z.string().nullish(),
  comment: z.string().nullish(),
  empty_layer: z.boolean().nullish(),
})
const historySchema = z.array(stepSchema).max(maxSteps)

export interface BuildStep {
  createdBy?: string
  comment?: string
  created?: string
  /** The step changed the config alone. */
  isEmpty: boolean
  /** What it made, where that is known. */
  layer?: Descriptor
}

/**
 * The build's steps, oldest first, each joined with the layer it made. Where steps and layers do not add up, nobody knows
 * which made which, and no step has a layer. Source: image-spec, config.md, "history".
 */
export function joinHistory(
  config: ImageConfig,
  layers: readonly Descriptor[],
): { steps: BuildStep[]; isComplete: boolean } {
  const parsed = historySchema.safeParse(config.history ?? [])
  const history = parsed.success ? parsed.data : []
  const isComplete = history.filter((step) => !step.empty_layer).length === layers.length
  const left = isComplete ? [...layers] : []
  const steps = history.map(({ created_by: createdBy, comment, created, empty_layer: isEmpty }) => {
    const layer = isEmpty ? undefined : left.shift()
    return {
      ...(createdBy ? { createdBy } : {}),
      ...(comment ? { comment } : {}),
      ...(created ? { created } : {}),
      isEmpty: isEmpty === true,
      ...(layer ? { layer } : {}),
    }
  })
  return { steps, isComplete }
}

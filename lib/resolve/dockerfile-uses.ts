import type { Platform } from '@/lib/oci/platform'
import type { Dockerfile } from './dockerfile'
import type { NamedImage } from './dockerfile-services'
import {
  type BuildSettings,
  type ResolvedStage,
  readPlatform,
  resolveStages,
  type StageBase,
} from './dockerfile-stages'

/** One place of a file that needs an image, and what it needs for one target. */
export interface BaseUse {
  /** Counted from 0. */
  stage: number
  how: 'from' | 'copy' | 'mount' | 'service' | 'name'
  line: number
  name?: string
  written: string
  base: StageBase
  /** For which the base is wanted. */
  platform: Platform
  isOnBuildMachine: boolean
  /** Whether that is the same for every target. */
  isFixed: boolean
  isUsed: boolean
}

function stageUse(file: Dockerfile, resolved: ResolvedStage, position: number): BaseUse {
  const { base, line = 1, name } = file.stages[position] ?? { base: '' }
  const { platform, isOnBuildMachine, isFixed, isUsed } = resolved
  return {
    stage: position,
    how: 'from',
    line,
    ...(name === undefined ? {} : { name }),
    written: base,
    base: resolved.base,
    platform,
    isOnBuildMachine,
    isFixed: isFixed || isOnBuildMachine,
    isUsed,
  }
}

/** Other stages are no use of an image; one image that is named several times counts once. */
function sourceUses(stages: readonly ResolvedStage[], target: Platform): BaseUse[] {
  const uses = new Map<string, BaseUse>()
  for (const [stage, { sources, isUsed }] of stages.entries())
    for (const { base, from, how, line } of sources) {
      if (base.kind === 'stage' || base.kind === 'scratch') continue
      const known = uses.get(from)
      const use = { stage, how, line, written: from, base, platform: target, isOnBuildMachine: false, isFixed: false }
      uses.set(from, known ? { ...known, isUsed: known.isUsed || isUsed } : { ...use, isUsed })
    }
  return [...uses.values()]
}

/** What a Dockerfile needs for one target: its stages in their order, then the images that files are taken from. */
export function usesOfDockerfile(file: Dockerfile, settings: BuildSettings): BaseUse[] {
  const stages = resolveStages(file, settings)
  return [...stages.map((stage, position) => stageUse(file, stage, position)), ...sourceUses(stages, settings.target)]
}

/** What a list of images needs for one target. */
export function usesOfImages(images: readonly NamedImage[], how: 'service' | 'name', target: Platform): BaseUse[] {
  return images.map(({ written, reference, name, platform, line, problem }, stage) => {
    const own = platform === undefined ? undefined : readPlatform(platform)
    const fault = platform !== undefined && !own ? `“${platform.slice(0, 80)}” is not a platform.` : problem
    const base: StageBase =
      reference !== undefined && fault === undefined
        ? { kind: 'image', reference }
        : { kind: 'unknown', problem: fault ?? 'This is no image.' }
    return {
      stage,
      how,
      line,
      ...(name === undefined ? {} : { name }),
      written,
      base,
      platform: own ?? target,
      isOnBuildMachine: false,
      isFixed: own !== undefined,
      isUsed: true,
    }
  })
}

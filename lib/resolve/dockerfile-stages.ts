import { normalizePlatform, type Platform, parsePlatform } from '@/lib/oci/platform'
import type { Dockerfile, Stage, StageSource } from './dockerfile'
import { expandWord, InvalidWordError, type Variables } from './dockerfile-expansion'

/** What a stage is built on, or takes files from. */
export type StageBase =
  | { kind: 'image'; reference: string }
  | { kind: 'stage'; stage: number }
  | { kind: 'scratch' }
  | { kind: 'unknown'; problem: string }

export interface ResolvedSource extends StageSource {
  base: StageBase
}

export interface ResolvedStage {
  base: StageBase
  /** For which the stage is built: the target’s, unless the file says otherwise. */
  platform: Platform
  /** Whether it is always the machine that builds, whatever is built for. */
  isOnBuildMachine: boolean
  /** Whether the file names another platform than the target’s. */
  isFixed: boolean
  sources: ResolvedSource[]
  /** Whether the last stage needs it: builders leave out the others. */
  isUsed: boolean
}

export interface BuildSettings {
  /** The values of `--build-arg`. */
  args: Readonly<Record<string, string>>
  target: Platform
  /** Of the machine that builds. */
  build: Platform
}

const platformVariables = (prefix: string, platform: Platform): [string, string][] => {
  const { os, architecture, variant = '', 'os.version': version = '' } = normalizePlatform(platform)
  const name = [os, architecture, ...(variant ? [variant] : [])].join('/')
  const parts = { PLATFORM: name, OS: os, OSVERSION: version, ARCH: architecture, VARIANT: variant }
  return Object.entries(parts).map(([suffix, value]) => [`${prefix}${suffix}`, value])
}

function reason(error: unknown): string {
  if (error instanceof InvalidWordError) return error.message
  throw error
}

/** The values that a `FROM` sees. An `ARG` without a value leaves what was declared before. */
function globalVariables(file: Dockerfile, { args, target, build }: BuildSettings): Variables {
  const given = new Map(Object.entries(args))
  const known = new Map([...platformVariables('BUILD', build), ...platformVariables('TARGET', target)])
  known.set('TARGETSTAGE', file.stages.at(-1)?.name ?? 'default')
  for (const name of known.keys()) known.set(name, given.get(name) ?? known.get(name) ?? '')
  const unusable = new Map<string, string>()
  const variables: Variables = {
    get(name) {
      const why = unusable.get(name)
      if (why !== undefined) throw new InvalidWordError(`${name} has no usable value, because ${why}`)
      return known.get(name)
    },
  }
  for (const { name, default: written } of file.args) {
    try {
      const value =
        given.get(name) ?? (written && expandWord(written, { escapeMark: file.escapeMark, variables })) ?? written
      if (value !== undefined) known.set(name, value)
      unusable.delete(name)
    } catch (error) {
      unusable.set(name, reason(error))
    }
  }
  return variables
}

/** `arm64` and `windows` alone are completed as builders on Linux do. */
export function readPlatform(text: string): Platform | undefined {
  if (text.includes('/')) return parsePlatform(text)
  return parsePlatform(/^(linux|windows|freebsd|darwin)$/i.test(text) ? `${text}/amd64` : `linux/${text}`)
}

function baseOf(file: Dockerfile, position: number, variables: Variables): StageBase {
  const stage = file.stages[position]
  if (!stage) return { kind: 'unknown', problem: 'There is no such stage.' }
  if (stage.problem !== undefined) return { kind: 'unknown', problem: stage.problem }
  try {
    const reference = expandWord(stage.base, { escapeMark: file.escapeMark, variables })
    if (reference === '')
      return { kind: 'unknown', problem: `“${stage.base.slice(0, 80)}” is empty; give its ARG a value.` }
    if (reference === 'scratch') return { kind: 'scratch' }
    const named = file.stages.findLastIndex(({ name }, index) => index < position && name === reference.toLowerCase())
    return named < 0 ? { kind: 'image', reference } : { kind: 'stage', stage: named }
  } catch (error) {
    return { kind: 'unknown', problem: `“${stage.base.slice(0, 80)}” cannot be worked out: ${reason(error)}.` }
  }
}

/** Builders replace no variables here. */
function sourceBase(file: Dockerfile, from: string): StageBase {
  if (/\$./.test(from))
    return {
      kind: 'unknown',
      problem: `“${from.slice(0, 80)}”: variables do not work here; name the image in a FROM … AS … of its own.`,
    }
  if (/^[+-]?\d+$/.test(from)) {
    const stage = Number(from)
    if (file.stages[stage]) return { kind: 'stage', stage }
    return { kind: 'unknown', problem: `There is no stage ${from.slice(0, 10)}; the first one is 0.` }
  }
  if (from === 'scratch') return { kind: 'scratch' }
  const named = file.stages.findLastIndex(({ name }) => name === from.toLowerCase())
  return named < 0 ? { kind: 'image', reference: from } : { kind: 'stage', stage: named }
}

type StagePlatform = Pick<ResolvedStage, 'platform' | 'isOnBuildMachine' | 'isFixed'> & { problem?: string }

function platformOf(
  stage: Stage,
  { escapeMark, variables, settings }: { escapeMark: string; variables: Variables; settings: BuildSettings },
): StagePlatform {
  const ofTarget = { platform: settings.target, isOnBuildMachine: false, isFixed: false }
  if (stage.platform === undefined) return ofTarget
  const shown = `“--platform=${stage.platform.slice(0, 80)}”`
  try {
    const text = expandWord(stage.platform, { escapeMark, variables })
    const platform = readPlatform(text)
    if (!platform) return { ...ofTarget, problem: `${shown} is not a platform; write it as os/architecture.` }
    const isOnBuildMachine = /\$\{?BUILD(PLATFORM|OS|ARCH)\b/.test(stage.platform)
    const isTarget = /\$\{?TARGET(PLATFORM|OS|ARCH)\b/.test(stage.platform)
    return { platform, isOnBuildMachine, isFixed: !isOnBuildMachine && !isTarget }
  } catch (error) {
    return { ...ofTarget, problem: `${shown} cannot be worked out: ${reason(error)}.` }
  }
}

function markUsed(stages: ResolvedStage[]): void {
  const waiting = [stages.length - 1]
  for (let position = waiting.pop(); position !== undefined; position = waiting.pop()) {
    const stage = stages[position]
    if (!stage || stage.isUsed) continue
    stage.isUsed = true
    for (const base of [stage.base, ...stage.sources.map((source) => source.base)])
      if (base.kind === 'stage') waiting.push(base.stage)
  }
}

/** What each stage is built on when `target` is built for. A stage that stands on another has that one’s platform. */
export function resolveStages(file: Dockerfile, settings: BuildSettings): ResolvedStage[] {
  const variables = globalVariables(file, settings)
  const stages: ResolvedStage[] = []
  for (const [position, stage] of file.stages.entries()) {
    const found = baseOf(file, position, variables)
    const { problem, ...own } = platformOf(stage, { escapeMark: file.escapeMark, variables, settings })
    const base: StageBase = problem === undefined ? found : { kind: 'unknown', problem }
    const below = base.kind === 'stage' ? stages[base.stage] : undefined
    const { platform, isOnBuildMachine, isFixed } = below ?? own
    const sources = stage.sources.map((source) => ({ ...source, base: sourceBase(file, source.from) }))
    stages.push({ base, platform, isOnBuildMachine, isFixed, sources, isUsed: false })
  }
  markUsed(stages)
  return stages
}

/** The same thing by hand: the command lines of four tools, and a step of a workflow, that make what the plan would push, pinned by digest. */
import { isDockerMediaType, mediaTypes } from '@/lib/oci/media-type'
import { formatPlatform, type Platform } from '@/lib/oci/platform'
import { actionsStep } from './actions-step'
import { type CommandEntry, type CommandPlan, type CommandRequest, readCommandPlan } from './command-plan'
import { joinCommand, remark } from './shell-words'

export interface ComposeCommands {
  docker: string
  buildx: string
  crane: string
  regctl: string
  /** A step of a GitHub Actions workflow; absent while the plan has no entries. */
  actions?: string
}

const hasAnnotations = ({ descriptor }: CommandEntry) => Object.keys(descriptor.annotations ?? {}).length > 0
const flagged = (flag: string, values: string[]) => values.map((value) => [flag, value])

function platformFlags(platform: Platform): string[] {
  const { os, architecture, variant, 'os.version': version, 'os.features': features = [] } = platform
  return [
    ...['--os', os, '--arch', architecture],
    ...(variant ? ['--variant', variant] : []),
    ...(version ? ['--os-version', version] : []),
    ...(features.length > 0 ? ['--os-features', features.join(',')] : []),
  ]
}

/** What an index is beside its entries; a tool that copies the index as it is keeps it. */
function kindRemarks(tool: string, { artifactType, subject }: CommandPlan): string[] {
  const lost = [
    ...(artifactType === undefined ? [] : [`the artifact type ${artifactType}`]),
    ...(subject === undefined ? [] : [`the subject ${subject}`]),
  ]
  return lost.length === 0 ? [] : [remark(`${tool} cannot write ${lost.join(' and ')} of the index; left out here.`)]
}

/** Only tools that copy a manifest as it is can keep the old image; with the others it is said how. */
function keepRemarks(tool: string, { kept, isPlainHttp }: CommandPlan): string[] {
  if (kept === undefined) return []
  const copy = joinCommand(['crane', ...(isPlainHttp ? ['--insecure'] : []), 'copy', kept.old, kept.name])
  return [remark(`${tool} does not keep the old image; do that first with: ${copy}`)]
}

/** `docker manifest` keeps a list on the machine that it pushes: one that is left over is removed first. */
function dockerCommand(plan: CommandPlan): string {
  const { target, furtherTargets, entries, annotations, isPlainHttp } = plan
  const images = entries.filter(({ isAttestation }) => !isAttestation)
  const isLess = images.length < entries.length || annotations.length > 0 || images.some(hasAnnotations)
  const insecure = isPlainHttp ? ['--insecure'] : []
  const lines = [target, ...furtherTargets].flatMap((name) => [
    `${joinCommand(['docker', 'manifest', 'rm', name])} 2>/dev/null || true`,
    joinCommand(['docker', 'manifest', 'create', ...insecure, name], ...images.map(({ pinned }) => [pinned])),
    ...images.flatMap(({ pinned, platform }) =>
      platform ? [joinCommand(['docker', 'manifest', 'annotate', ...platformFlags(platform), name, pinned])] : [],
    ),
    joinCommand(['docker', 'manifest', 'push', '--purge', ...insecure, name]),
  ])
  return [
    ...(isLess ? [remark('docker manifest cannot write attestations and annotations; they are left out.')] : []),
    ...keepRemarks('docker manifest', plan),
    ...kindRemarks('docker manifest', plan),
    ...lines,
  ].join('\n')
}

/** imagetools asks the config for a platform, without os.version; what differs is given to it as whole descriptors. */
function buildxCommand(plan: CommandPlan): string {
  const { target, furtherTargets, entries, annotations, reused } = plan
  const tags = flagged('-t', [target, ...furtherTargets])
  const create = ['docker', 'buildx', 'imagetools', 'create']
  const first = keepRemarks('buildx', plan)
  if (reused !== undefined) return [...first, joinCommand(create, ...tags, [reused])].join('\n')
  const isPlain = entries.every(
    (entry) => entry.isFromConfig && !hasAnnotations(entry) && !entry.platform?.['os.version'],
  )
  const sources = entries.map(({ pinned, descriptor }) => [isPlain ? pinned : JSON.stringify(descriptor)])
  const notes = annotations.map(([name, value]) => ['--annotation', `index:${name}=${value}`])
  return [...first, ...kindRemarks('buildx', plan), joinCommand(create, ...notes, ...tags, ...sources)].join('\n')
}

/** An index that is taken whole brings its attestations and annotations; an image alone brings its config's platform. */
function craneRemarks(plan: CommandPlan): string[] {
  const { entries, annotations } = plan
  const alone = entries.filter(({ wholeIndex }) => wholeIndex === undefined)
  const isLess = annotations.length > 0 || alone.some((entry) => entry.isAttestation || hasAnnotations(entry))
  const others = alone.filter(({ isFromConfig, isAttestation }) => !isFromConfig && !isAttestation)
  return [
    ...(isLess
      ? [remark('crane cannot write annotations here, nor attestations of single images; they are left out.')]
      : []),
    ...kindRemarks('crane', plan),
    ...others.map(({ pinned, platform }) =>
      remark(
        `crane takes the platform of ${pinned} from its config; here it is ${platform ? formatPlatform(platform) : 'unknown'}.`,
      ),
    ),
  ]
}

function craneCommand(plan: CommandPlan): string {
  const { target, furtherTargets, entries, mediaType, isPlainHttp, reused, kept } = plan
  const crane = ['crane', ...(isPlainHttp ? ['--insecure'] : [])]
  const first = kept === undefined ? [] : [joinCommand([...crane, 'copy', kept.old, kept.name])]
  const tags = furtherTargets.map((name) =>
    joinCommand([...crane, 'tag', target, name.slice(name.lastIndexOf(':') + 1)]),
  )
  if (reused !== undefined) return [...first, joinCommand([...crane, 'copy', reused, target]), ...tags].join('\n')
  const manifests = entries.flatMap(
    ({ isAttestation, wholeIndex, pinned }) => wholeIndex ?? (isAttestation ? [] : pinned),
  )
  const append = joinCommand(
    [...crane, 'index', 'append', ...(isDockerMediaType(mediaType) ? ['--docker-empty-base'] : [])],
    ...flagged('-m', [...new Set(manifests)]),
    ['-t', target],
  )
  return [...craneRemarks(plan), ...first, append, ...tags].join('\n')
}

/** regctl takes a platform and annotations of an entry for one entry at a time. */
function regctlAdd(target: string, { pinned, descriptor, platform }: CommandEntry): string {
  const notes = Object.entries(descriptor.annotations ?? {}).map(([name, value]) => [
    '--desc-annotation',
    `${name}=${value}`,
  ])
  const { os, architecture, variant, 'os.version': version } = platform ?? { os: 'unknown', architecture: 'unknown' }
  const name = [os, architecture, ...(variant ? [variant] : [])].join('/')
  return joinCommand(
    ['regctl', 'index', 'add', target, '--ref', pinned],
    ['--desc-platform', version ? `${name},osver=${version}` : name],
    ...notes,
  )
}

function regctlCommand(plan: CommandPlan): string {
  const { target, furtherTargets, entries, annotations, artifactType, subject } = plan
  const { mediaType, isPlainHttp, registry, reused, kept } = plan
  const isPlain = (entry: CommandEntry) => entry.isFromConfig && !hasAnnotations(entry)
  const create = joinCommand(
    ['regctl', 'index', 'create', target],
    ...(mediaType === mediaTypes.ociIndex ? [] : [['--media-type', mediaType]]),
    ...(artifactType === undefined ? [] : [['--artifact-type', artifactType]]),
    ...(subject === undefined ? [] : [['--subject', subject]]),
    ...annotations.map(([name, value]) => ['--annotation', `${name}=${value}`]),
    ...flagged(
      '--ref',
      entries.filter(isPlain).map(({ pinned }) => pinned),
    ),
  )
  const additions = entries.filter((entry) => !isPlain(entry)).map((entry) => regctlAdd(target, entry))
  return [
    ...(isPlainHttp ? [joinCommand(['regctl', 'registry', 'set', '--tls', 'disabled', registry])] : []),
    ...(kept === undefined ? [] : [joinCommand(['regctl', 'image', 'copy', kept.old, kept.name])]),
    ...(reused === undefined ? [create, ...additions] : [joinCommand(['regctl', 'image', 'copy', reused, target])]),
    ...furtherTargets.map((name) => joinCommand(['regctl', 'image', 'copy', target, name])),
  ].join('\n')
}

/** Shell commands that do what the plan does; empty while the plan has no entries. What a tool cannot do stands there as a comment. */
export function composeCommands(request: CommandRequest): ComposeCommands {
  const plan = readCommandPlan(request)
  if (plan.entries.length === 0) return { docker: '', buildx: '', crane: '', regctl: '' }
  const buildx = buildxCommand(plan)
  return {
    docker: dockerCommand(plan),
    buildx,
    crane: craneCommand(plan),
    regctl: regctlCommand(plan),
    actions: actionsStep({ target: plan.target, commands: buildx }),
  }
}

import { z } from 'zod'
import { type IndexEntry, indexEntrySchema } from '@/lib/oci/descriptor'
import { formatPlatform, type Platform } from '@/lib/oci/platform'
import { formatReference, formatRepository, parseReference, type Reference } from '@/lib/oci/reference'
import type { IndexPlan } from './plan'
import type { Source, SourceContent } from './source'

export interface CommandRequest {
  target: Reference
  sources: Source[]
  plan: IndexPlan
  /** Further tags of the target's repository. */
  tags: string[]
  /** A tag that keeps what the target names today. */
  backup?: string | undefined
}

export interface CommandEntry {
  /** `repository@digest`, so that a tag that moves meanwhile changes nothing. */
  pinned: string
  descriptor: IndexEntry
  platform?: Platform
  isAttestation: boolean
  /** Whether a tool that asks the image's config gets this very platform. */
  isFromConfig: boolean
  /** The source index it comes from, pinned, where all of that index is in the plan. */
  wholeIndex?: string
}

/** What all the commands need to know of a plan. */
export interface CommandPlan {
  target: string
  furtherTargets: string[]
  mediaType: string
  annotations: [string, string][]
  artifactType?: string
  subject?: string
  entries: CommandEntry[]
  /** The index to be copied as it is, where nothing in it changes. */
  reused?: string
  /** What the target names today, pinned, and the reference that keeps it. */
  kept?: { old: string; name: string }
  /** The registry is this machine and speaks plain http. */
  isPlainHttp: boolean
  registry: string
}

const indexDocument = z.object({
  manifests: z.array(indexEntrySchema).catch([]),
  annotations: z.record(z.string(), z.string()).catch({}),
  artifactType: z.string().optional().catch(undefined),
  subject: z.object({ digest: z.string() }).optional().catch(undefined),
})

function readBody(body: string): z.infer<typeof indexDocument> {
  return indexDocument.parse(JSON.parse(body))
}

/** Docker's rule for registries on this machine, which need no TLS. */
function isOnThisMachine(registry: string): boolean {
  const host = registry.replace(/:\d+$/, '')
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
}

function findContent(digest: string, contents: SourceContent[]): SourceContent | undefined {
  for (const content of contents) {
    if ('digest' in content && content.digest === digest) return content
    const found = content.kind === 'index' ? findContent(digest, [...content.children.values()]) : undefined
    if (found) return found
  }
  return undefined
}

function configPlatform(digest: string, sources: Source[]): string | undefined {
  const content = findContent(
    digest,
    sources.map((source) => source.content),
  )
  if (content?.kind !== 'image' || !content.config?.os || !content.config.architecture) return undefined
  const { os, architecture, variant, 'os.version': version } = content.config
  return formatPlatform({ os, architecture, variant, 'os.version': version })
}

/** The sources that are indexes and of which the plan leaves nothing out, pinned, by reference. */
function wholeIndexes({ sources, plan }: CommandRequest): Map<string, string> {
  const planned = new Set(plan.entries.map(({ source, digest }) => `${source} ${digest}`))
  return new Map(
    sources.flatMap(({ reference, platform, content }) => {
      const name = formatReference(reference)
      if (content.kind !== 'index' || platform !== undefined) return []
      const isWhole = content.index.entries.every(({ descriptor }) => planned.has(`${name} ${descriptor.digest}`))
      return isWhole ? [[name, `${formatRepository(reference)}@${content.digest}`] as const] : []
    }),
  )
}

function repositoryOf(source: string): string {
  return formatRepository(parseReference(source))
}

function keptOf({ target, plan, backup }: CommandRequest): Pick<CommandPlan, 'kept'> {
  const before = plan.current?.digest
  if (backup === undefined || before === undefined || before === plan.index.digest) return {}
  const repository = formatRepository(target)
  return { kept: { old: `${repository}@${before}`, name: `${repository}:${backup}` } }
}

/** The plan as the command lines need it, read back from the very text that would be pushed. */
export function readCommandPlan(request: CommandRequest): CommandPlan {
  const { target, sources, plan, tags } = request
  const whole = wholeIndexes(request)
  const { manifests, annotations, artifactType, subject } = readBody(plan.index.body)
  const sourceOf = new Map(plan.entries.map((entry) => [entry.digest, entry]))
  const repository = formatRepository(target)
  const named = { ...target, tag: target.tag ?? 'latest', digest: undefined }
  const isReused = plan.problems.some(({ code }) => code === 'INDEX_REUSED')
  return {
    target: formatReference(named),
    furtherTargets: tags.map((tag) => formatReference({ ...named, tag })),
    mediaType: plan.index.mediaType,
    annotations: Object.entries(annotations),
    ...(artifactType !== undefined ? { artifactType } : {}),
    ...(subject ? { subject: subject.digest } : {}),
    entries: manifests.map((descriptor) => {
      const { source = undefined, attests = undefined } = sourceOf.get(descriptor.digest) ?? {}
      const { digest, platform } = descriptor
      const wholeIndex = source === undefined ? undefined : whole.get(source)
      return {
        pinned: `${source === undefined ? repository : repositoryOf(source)}@${digest}`,
        descriptor,
        ...(platform ? { platform } : {}),
        isAttestation: attests !== undefined,
        isFromConfig: platform ? configPlatform(digest, sources) === formatPlatform(platform) : false,
        ...(wholeIndex !== undefined ? { wholeIndex } : {}),
      }
    }),
    ...(isReused
      ? { reused: `${repositoryOf(plan.entries[0]?.source ?? formatReference(target))}@${plan.index.digest}` }
      : {}),
    ...keptOf(request),
    isPlainHttp: isOnThisMachine(target.registry),
    registry: target.registry,
  }
}

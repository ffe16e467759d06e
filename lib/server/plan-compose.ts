import 'server-only'
import { apiCommand } from '@/lib/compose/api-command'
import { composeCommands } from '@/lib/compose/commands'
import { type CurrentTarget, type IndexPlan, planIndex } from '@/lib/compose/plan'
import { type Problem, problem } from '@/lib/compose/problem'
import type { Source, SourceContent } from '@/lib/compose/source'
import type { ComposeInput, ComposeSource, Plan } from '@/lib/contract/compose'
import { type ApiError, ApiFailure } from '@/lib/contract/error'
import { shortDigest } from '@/lib/oci/digest'
import { InvalidManifestError } from '@/lib/oci/invalid-manifest-error'
import { InvalidReferenceError } from '@/lib/oci/invalid-reference-error'
import { formatReference, formatRepository, isTag, parseReference, type Reference } from '@/lib/oci/reference'
import { RegistryError } from '@/lib/registry/errors'
import { headManifest } from '@/lib/registry/manifests'
import { markPresent } from './mark-present'
import { readReferrers } from './read-referrers'
import { readContent, readPresent } from './read-source'
import type { RequestContext } from './request-context'
import { toApiError } from './to-api-error'

const maxEntries = 2_000

async function readSource(source: ComposeSource, target: Reference, context: RequestContext): Promise<Source> {
  const reference = parseReference(source.reference)
  const { platform, only, referrers = [] } = source
  const isElsewhere = formatRepository(reference) !== formatRepository(target)
  const content = await readContent(reference, { withAttestations: isElsewhere }, context)
  const read = { reference, platform, only, content }
  if (!isElsewhere || content.kind !== 'image' || referrers.length === 0) return read
  return { ...read, referrers: await readReferrers(referrers, { ...reference, digest: content.digest }, context) }
}

/** Why there is no plan, with the code, the details and the wait of what failed. */
function unreadableTarget(target: Reference, error: unknown): unknown {
  const isForeseen =
    error instanceof InvalidManifestError || (error instanceof RegistryError && error.kind !== 'aborted')
  if (!isForeseen) return error
  const said: ApiError =
    error instanceof RegistryError ? toApiError(error) : { code: 'UNPROCESSABLE', message: error.message }
  const what = `What ${formatReference(target)} names today cannot be read, so nothing can be said about what would change.`
  return new ApiFailure({ ...said, message: `${what} ${said.message}` }, { cause: error })
}

/** What cannot be read must not be overwritten: only “not found” counts as absent. */
async function readCurrent(target: Reference, context: RequestContext): Promise<CurrentTarget | null> {
  try {
    const content = await readPresent(target, context)
    return content ? { digest: content.digest, content } : null
  } catch (error) {
    throw unreadableTarget(target, error)
  }
}

/** The further tags get the same index, whatever they name now: that is said, tag by tag. */
async function lookAtFurtherTags(tags: string[], target: Reference, context: RequestContext) {
  const { registry, repository } = target
  const client = context.access.client(registry)
  const seen = tags.filter(isTag).map(async (tag) => {
    const found = await headManifest(client, { repository, name: tag, signal: context.signal })
    return { tag, digest: found?.digest }
  })
  return Promise.all(seen)
}

function warnOfOverwriting(tags: { tag: string; digest?: string }[], plan: IndexPlan): Problem[] {
  return tags.flatMap(({ tag, digest }) => {
    if (digest === undefined || digest === plan.index.digest) return []
    const message = `The tag ${tag} names ${shortDigest(digest)} today and would be overwritten; leave it out to keep it.`
    return [problem('TAG_OVERWRITTEN', message, { digest, tag })]
  })
}

/** An older backup is somebody's way back. */
function warnOfBackup({ backup, current }: Pick<PreparedPlan, 'backup' | 'current'>): Problem[] {
  if (backup?.digest === undefined || !current || backup.digest === current.digest) return []
  const message = `The tag ${backup.tag}, which is to keep the old image, names ${shortDigest(backup.digest)} today and would be overwritten; choose another one to keep both.`
  return [problem('TAG_OVERWRITTEN', message, { digest: backup.digest, tag: backup.tag })]
}

export interface PreparedPlan {
  target: Reference
  plan: IndexPlan
  /** The further tags, each once, and the digest each has now. */
  tags: { tag: string; digest?: string }[]
  /** The tag that is to keep what the target names today, and what it names itself. */
  backup: { tag: string; digest?: string } | undefined
  input: ComposeInput
  sources: Source[]
  current: CurrentTarget | null
}

function parseTarget(text: string): Reference {
  if (text.trim() === '')
    throw new InvalidReferenceError('Write the tag to push to, for example ghcr.io/org/app:1.0.', text)
  return parseReference(text)
}

function countEntries(content: SourceContent): number {
  if (content.kind !== 'index') return 1
  const inner = [...content.children.values()].filter(({ kind }) => kind === 'index').map(countEntries)
  return inner.reduce((sum, count) => sum + count, content.index.entries.length)
}

/** Planning goes through all of them at once, and nobody else gets a turn meanwhile. */
function refuseEndless(contents: SourceContent[]): void {
  const count = contents.map(countEntries).reduce((sum, one) => sum + one, 0)
  if (count <= maxEntries) return
  const message = `The sources hold ${count.toLocaleString('en')} entries together, and ${maxEntries.toLocaleString('en')} are as many as are combined at once; leave some out.`
  throw new ApiFailure({ code: 'UNPROCESSABLE', message })
}

/** Reads sources and target in the same round, plans, and looks what is there of it. @throws {InvalidReferenceError | RegistryError | ApiFailure} */
export async function preparePlan(input: ComposeInput, context: RequestContext): Promise<PreparedPlan> {
  const target = parseTarget(input.target)
  const furtherTags = [...new Set(input.tags)].filter((tag) => tag !== target.tag)
  const [current, tags, [kept], ...sources] = await Promise.all([
    target.digest === undefined ? readCurrent(target, context) : null,
    lookAtFurtherTags(furtherTags, target, context),
    lookAtFurtherTags(input.backup === undefined ? [] : [input.backup], target, context),
    ...input.sources.map((source) => readSource(source, target, context)),
  ])
  refuseEndless(sources.map(({ content }) => content))
  const { keep, format, annotations, edits, backup } = input
  const planned = planIndex({ target, sources, current, keep, format, annotations, tags: furtherTags, edits, backup })
  const plan = { ...planned, copies: await markPresent(planned.copies, target, context) }
  return { target, plan, tags, backup: kept, input, sources, current }
}

const maxShownBytes = 256 * 1024

/** The text that the target names today, so that what is new can be marked. */
function textOf(current: CurrentTarget | null): { body?: string } {
  if (current?.content.kind !== 'index' || current.content.size > maxShownBytes) return {}
  return { body: new TextDecoder().decode(current.content.bytes) }
}

function commandsOf({ target, sources, plan, tags, input }: PreparedPlan): Plan['commands'] {
  const commands = composeCommands({ target, sources, plan, tags: tags.map(({ tag }) => tag), backup: input.backup })
  if (plan.entries.length === 0) return commands
  const { digest } = plan.index
  return { ...commands, curl: apiCommand({ input, digest, expected: plan.current?.digest ?? null }) }
}

/** What pushing this selection would write; writes nothing. */
export async function planCompose(input: ComposeInput, context: RequestContext): Promise<Plan> {
  const prepared = await preparePlan(input, context)
  const { target, plan, tags, current, sources } = prepared
  const indexes = sources.filter(({ content }) => content.kind === 'index')
  const { mediaType, digest, size, body } = plan.index
  return {
    target: formatReference(target),
    index: { mediaType, digest, size, body },
    indexes: [...new Set(indexes.map(({ reference }) => formatReference(reference)))],
    entries: plan.entries,
    copies: plan.copies,
    problems: [...plan.problems, ...warnOfOverwriting(tags, plan), ...warnOfBackup(prepared)],
    removed: plan.removed,
    current: plan.current && { ...plan.current, ...textOf(current) },
    changes: plan.changes,
    commands: commandsOf(prepared),
  }
}

/** The ways out of a problem that the form itself can take; one button each. */
import type { Problem, ProblemCode } from '@/lib/compose/problem'
import type { Plan, PlanEntry } from '@/lib/contract/compose'
import { presentEdits } from '@/lib/contract/edits-in-address'
import { shortDigest } from '@/lib/oci/digest'
import { isTag } from '@/lib/oci/reference'
import { type ComposeDraft, type ReadSource, shortName, tagsOf } from './compose-draft'
import type { DraftAction } from './draft-reducer'
import { imagesOf, loneRowOf, platformAction, removalOf } from './entry-edits'

export interface ProblemFix {
  label: string
  /** What is done, in this order; none where the person has to write something first. */
  actions: DraftAction[]
  /** Where the platform is written: at a source, or at an entry. */
  opens?: { row: ReadSource } | { entry: PlanEntry }
}

interface Doubt {
  problem: Problem
  plan: Plan
  draft: ComposeDraft
  sources: readonly ReadSource[]
  /** The row that the problem is about. */
  row?: ReadSource
  /** The entry that it is about. */
  entry?: PlanEntry
}

/** The row of a source; references are compared in full, as the server completed them. */
export function rowOf(sources: readonly ReadSource[], reference: string | undefined): ReadSource | undefined {
  return sources.find(({ read }) => read?.reference !== undefined && read.reference === reference)
}

const fix = (label: string, ...actions: (DraftAction | undefined)[]): ProblemFix[] => {
  const present = actions.filter((action) => action !== undefined)
  return present.length > 0 ? [{ label, actions: present }] : []
}

const nameOf = (row: ReadSource) => shortName(row.read?.reference ?? row.text)

function leaveOutSource({ row }: Doubt): ProblemFix[] {
  return row ? fix(`Leave out ${nameOf(row)}`, { type: 'remove-source', id: row.id }) : []
}

/** Of an index only the entry goes, not all that it brings. */
function leaveOut(doubt: Doubt): ProblemFix[] {
  const { entry } = doubt
  if (entry === undefined) return leaveOutSource(doubt)
  const action = removalOf(entry, doubt)
  if (action.type === 'remove-source') return leaveOutSource(doubt)
  const what = entry.attests === undefined ? entry.platform : 'the attestation'
  return fix(`Leave out ${what} of ${shortName(entry.source)}`, action)
}

/** An attestation is known by the image it belongs to; what cannot be read of it need not be kept. */
function leaveOutChild(doubt: Doubt): ProblemFix[] {
  return doubt.entry?.attests === undefined
    ? leaveOut(doubt)
    : fix('Drop the attestation', removalOf(doubt.entry, doubt))
}

function takeReadable(doubt: Doubt): ProblemFix[] {
  const { row, plan, draft } = doubt
  if (row === undefined)
    return draft.keep ? fix('Compose without keeping', { type: 'set', fields: { keep: false } }) : []
  const only = imagesOf(plan, row).map(({ platform }) => platform)
  const action: DraftAction = { type: 'edit-source', id: row.id, fields: { only } }
  return [...(only.length > 0 ? fix('Take what can be read', action) : []), ...leaveOutSource(doubt)]
}

const setPlatform = (platform: string, { problem, row, ...doubt }: Doubt) =>
  platformAction(platform, { about: problem, row: row && loneRowOf(problem, doubt) })

const confirmPlatform = (doubt: Doubt): ProblemFix[] => {
  const { platform, alternatives = [] } = doubt.problem
  const names = [...(platform === undefined ? [] : [platform]), ...alternatives]
  return names.flatMap((name) => fix(`It is ${name}`, setPlatform(name, doubt)))
}

const takeLikely = (doubt: Doubt): ProblemFix[] =>
  (doubt.problem.alternatives ?? []).flatMap((name) => fix(`It is ${name}`, setPlatform(name, doubt)))

function chooseVariant(doubt: Doubt): ProblemFix[] {
  const [os = 'linux', architecture = 'arm'] = (doubt.problem.platform ?? 'linux/arm').split('/')
  return ['v7', 'v6', 'v5'].flatMap((variant) =>
    fix(`It is ${variant}`, setPlatform(`${os}/${architecture}/${variant}`, doubt)),
  )
}

const useConfig = (doubt: Doubt): ProblemFix[] =>
  (doubt.problem.alternatives ?? [])
    .slice(0, 1)
    .flatMap((name) => fix('Use the config’s platform', setPlatform(name, doubt)))

function clearPlatform({ problem: { digest }, row }: Doubt): ProblemFix[] {
  return fix(
    'Use what the image says',
    row && row.platform !== '' ? { type: 'edit-source', id: row.id, fields: { platform: '' } } : undefined,
    digest === undefined ? undefined : { type: 'set-entry-platform', digest, platform: '' },
  )
}

function writePlatform(doubt: Doubt): ProblemFix[] {
  const row = loneRowOf(doubt.problem, doubt)
  const opens = row ? { row } : doubt.entry && { entry: doubt.entry }
  return [...(opens ? [{ label: 'Set its platform', actions: [], opens }] : []), ...leaveOut(doubt)]
}

function keepOne(doubt: Doubt): ProblemFix[] {
  const { problem, plan } = doubt
  const rivals = plan.entries.filter(({ platform, attests }) => platform === problem.platform && attests === undefined)
  const isNamedAlike = new Set(rivals.map(({ source }) => source)).size < rivals.length
  return rivals.flatMap((kept) => {
    const others = rivals.filter((entry) => entry !== kept)
    const name = isNamedAlike ? `${shortName(kept.source)} (${shortDigest(kept.digest)})` : shortName(kept.source)
    return fix(`Keep the one from ${name}`, ...others.map((entry) => removalOf(entry, doubt)))
  })
}

const makeOci = (): ProblemFix[] => fix('Make it OCI', { type: 'set', fields: { format: 'oci' } })

function dropAttestations({ plan }: Doubt): ProblemFix[] {
  const digests = plan.entries.filter(({ attests }) => attests !== undefined).map(({ digest }) => digest)
  const label = digests.length === 1 ? 'Drop the attestation' : `Drop the ${digests.length} attestations`
  return digests.length === 0 ? [] : fix(label, { type: 'remove-entries', digests })
}

const takeAll = ({ row }: Doubt): ProblemFix[] =>
  row ? fix('Take all its platforms', { type: 'edit-source', id: row.id, fields: { only: [] } }) : []

/** What was taken out or renamed on purpose is put back; what no source has is kept. */
function keepToday({ problem: { digest }, draft }: Doubt): ProblemFix[] {
  if (digest !== undefined && draft.edits.remove?.includes(digest))
    return fix('Put it back', { type: 'restore-entry', digest })
  if (digest !== undefined && draft.edits.platforms?.[digest] !== undefined)
    return fix('Undo the platform you set', { type: 'set-entry-platform', digest, platform: '' })
  return draft.keep ? [] : fix('Keep what the target has', { type: 'set', fields: { keep: true } })
}

const maxTagLength = 128

/** `1.0-prev-20260501`, within what a tag may be long. */
function backupTag(target: string, now = new Date()): string {
  const ending = `-prev-${now.toISOString().slice(0, 10).replaceAll('-', '')}`
  const [, tag = 'latest'] = /:([^/:]+)$/.exec(target) ?? []
  return tag.slice(0, maxTagLength - ending.length) + ending
}

function keepOld({ plan, draft }: Doubt): ProblemFix[] {
  if (draft.backup !== '') return fix(`Don’t keep it as ${draft.backup}`, { type: 'set', fields: { backup: '' } })
  const backup = backupTag(plan.target)
  return fix(`Keep the old one as ${backup}`, { type: 'set', fields: { backup } })
}

function leaveOutTag(doubt: Doubt): ProblemFix[] {
  const { draft } = doubt
  const { tag } = doubt.problem
  if (tag === undefined) return keepOld(doubt)
  if (tag === draft.backup) return fix(`Leave ${tag} as it is`, { type: 'set', fields: { backup: '' } })
  const tags = tagsOf(draft).filter((other) => other !== tag)
  return fix(isTag(tag) ? `Leave ${tag} as it is` : 'Leave that tag out', {
    type: 'set',
    fields: { tags: tags.join(' ') },
  })
}

function composeAnew({ row, plan, draft }: Doubt): ProblemFix[] {
  const isEdited = presentEdits(draft.edits) !== undefined
  const asItIs = isEdited ? fix('Push it as it is', { type: 'forget-edits' }) : []
  if (row?.read?.reference === undefined) return asItIs
  const repository = row.read.reference.replace(/@.*$/, '').replace(/:[^/:]*$/, '')
  const images = imagesOf(plan, row).map(({ digest }) => `${repository}@${digest}`)
  const anew: DraftAction = { type: 'replace-source', id: row.id, texts: images }
  return [...(images.length > 0 ? fix('Compose it anew from its images', anew) : []), ...asItIs]
}

const removeType = (): ProblemFix[] => fix('Leave the artifact type as it was', { type: 'set-artifact-type' })

const forgetEdit = ({ problem: { digest } }: Doubt): ProblemFix[] =>
  digest === undefined ? [] : fix('Forget this edit', { type: 'forget-edits', digest })

const none = (): ProblemFix[] => []

const fixes: Record<ProblemCode, (doubt: Doubt) => ProblemFix[]> = {
  NO_SOURCES: none,
  SOURCE_INVALID: leaveOutSource,
  SOURCE_NOT_FOUND: leaveOutSource,
  SOURCE_UNREADABLE: leaveOut,
  SOURCE_NOT_IMAGE: leaveOutSource,
  SOURCE_SCHEMA1: leaveOutSource,
  COPY_IMPOSSIBLE: leaveOutChild,
  LAYER_NOT_COPIED: none,
  SOURCE_NESTED: none,
  SOURCE_NESTED_TOO_DEEP: leaveOutSource,
  CHILD_MISSING: leaveOutChild,
  ENTRY_BROKEN: takeReadable,
  ENTRY_LEFT_OUT: none,
  SIZE_CORRECTED: none,
  TYPE_CORRECTED: none,
  ONLY_UNKNOWN: takeAll,
  PLATFORM_MISSING: writePlatform,
  PLATFORM_INVALID: clearPlatform,
  PLATFORM_VARIANT_MISSING: chooseVariant,
  PLATFORM_CONTRADICTS_NAME: confirmPlatform,
  PLATFORM_OVERRIDDEN: useConfig,
  PLATFORM_RENAMED: none,
  PLATFORM_MISMATCH: useConfig,
  PLATFORM_ADVANCED_VARIANT: none,
  PLATFORM_UNUSUAL: takeLikely,
  DUPLICATE_PLATFORM: keepOne,
  DUPLICATE_ENTRY: none,
  SAME_IMAGE_TWICE: none,
  UNLABELLED_UNKNOWN: none,
  ANNOTATIONS_NEED_OCI: makeOci,
  ATTESTATIONS_NEED_OCI: (doubt) => [...makeOci(), ...dropAttestations(doubt)],
  MIXED_MEDIA_TYPES: none,
  PLATFORM_LOST: keepToday,
  TAG_OVERWRITTEN: leaveOutTag,
  TAG_INVALID: leaveOutTag,
  TARGET_IS_DIGEST: none,
  TARGET_NAME_LONG: none,
  TARGET_UNCHANGED: none,
  INDEX_REUSED: none,
  INDEX_TOO_LARGE: none,
  INDEX_NOT_LOSSLESS: composeAnew,
  ARTIFACT_TYPE_INVALID: removeType,
  EDIT_UNMATCHED: forgetEdit,
}

/** `draft` and `sources` are the same form, as it is written and as it is read. */
export function fixesOf(problem: Problem, about: Pick<Doubt, 'plan' | 'draft' | 'sources'>): ProblemFix[] {
  const entry = about.plan.entries.find(({ digest }) => digest === problem.digest)
  return fixes[problem.code]({ ...about, problem, row: rowOf(about.sources, problem.source), entry })
}

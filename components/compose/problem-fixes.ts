/** The ways out of a problem that the form itself can take; one button each. */
import type { Problem, ProblemCode } from '@/lib/compose/problem'
import type { Plan } from '@/lib/contract/compose'
import { type ReadSource, shortName } from './compose-draft'
import type { DraftAction } from './draft-reducer'

export interface ProblemFix {
  label: string
  action: DraftAction
}

interface Doubt {
  problem: Problem
  plan: Plan
  sources: readonly ReadSource[]
  /** The row that the problem is about. */
  row?: ReadSource
}

/** The row of a source; references are compared in full, as the server completed them. */
export function rowOf(sources: readonly ReadSource[], reference: string | undefined): ReadSource | undefined {
  return sources.find(({ read }) => read?.reference !== undefined && read.reference === reference)
}

const setPlatform = (row: ReadSource, platform: string): DraftAction => ({
  type: 'edit-source',
  id: row.id,
  fields: { platform },
})

function leaveOut({ problem, row }: Doubt): ProblemFix[] {
  if (row === undefined) return []
  return [
    { label: `Leave out ${shortName(problem.source ?? row.text)}`, action: { type: 'remove-source', id: row.id } },
  ]
}

function takePlatform({ problem: { platform }, row }: Doubt): ProblemFix[] {
  return row && platform ? [{ label: `It is ${platform}`, action: setPlatform(row, platform) }] : []
}

function imagesOf(row: ReadSource, plan: Plan) {
  return plan.entries.filter(({ source, attests }) => source === row.read?.reference && attests === undefined)
}

/** The platform of one image can be set; of several in an index it cannot. */
function chooseVariant({ problem: { platform }, row, plan }: Doubt): ProblemFix[] {
  if (row === undefined || platform === undefined || imagesOf(row, plan).length > 1) return []
  const [os = 'linux', architecture = 'arm'] = platform.split('/')
  return ['v7', 'v6', 'v5'].map((variant) => ({
    label: `It is ${variant}`,
    action: setPlatform(row, `${os}/${architecture}/${variant}`),
  }))
}

function dropPlatform(row: ReadSource, platform: string, plan: Plan): ProblemFix {
  const platforms = imagesOf(row, plan).map((entry) => entry.platform)
  const others = platforms.filter((name) => name !== platform)
  const name = shortName(row.read?.reference ?? row.text)
  return others.length === 0
    ? { label: `Leave out ${name}`, action: { type: 'remove-source', id: row.id } }
    : {
        label: `Leave out ${platform} of ${name}`,
        action: { type: 'edit-source', id: row.id, fields: { only: others } },
      }
}

function leaveOutPlatform(doubt: Doubt): ProblemFix[] {
  const { problem, plan, row } = doubt
  return row && problem.platform ? [dropPlatform(row, problem.platform, plan)] : leaveOut(doubt)
}

function chooseOne({ problem: { platform, source }, plan, sources }: Doubt): ProblemFix[] {
  if (platform === undefined) return []
  const named = [
    ...plan.entries.flatMap((entry) =>
      entry.platform === platform && entry.attests === undefined ? [entry.source] : [],
    ),
    ...(source === undefined ? [] : [source]),
  ]
  const rows = sources.filter(({ read }) => read?.reference !== undefined && named.includes(read.reference))
  return rows.map((row) => dropPlatform(row, platform, plan))
}

const clearPlatform = ({ row }: Doubt): ProblemFix[] =>
  row && row.platform !== '' ? [{ label: 'Use what the image says', action: setPlatform(row, '') }] : []

const makeOci = (): ProblemFix[] => [{ label: 'Make it OCI', action: { type: 'set', fields: { format: 'oci' } } }]

const takeAll = ({ row }: Doubt): ProblemFix[] =>
  row ? [{ label: 'Take all its platforms', action: { type: 'edit-source', id: row.id, fields: { only: [] } } }] : []

const keepToday = (): ProblemFix[] => [
  { label: 'Keep what the target has', action: { type: 'set', fields: { keep: true } } },
]

const none = (): ProblemFix[] => []

const fixes: Record<ProblemCode, (doubt: Doubt) => ProblemFix[]> = {
  NO_SOURCES: none,
  SOURCE_INVALID: leaveOut,
  SOURCE_NOT_FOUND: leaveOut,
  SOURCE_UNREADABLE: leaveOut,
  SOURCE_NOT_IMAGE: leaveOut,
  SOURCE_SCHEMA1: leaveOut,
  COPY_IMPOSSIBLE: leaveOut,
  LAYER_NOT_COPIED: none,
  SOURCE_NESTED: none,
  SOURCE_NESTED_TOO_DEEP: leaveOut,
  CHILD_MISSING: leaveOutPlatform,
  ENTRY_BROKEN: leaveOutPlatform,
  ENTRY_LEFT_OUT: none,
  SIZE_CORRECTED: none,
  ONLY_UNKNOWN: takeAll,
  PLATFORM_MISSING: none,
  PLATFORM_INVALID: clearPlatform,
  PLATFORM_VARIANT_MISSING: chooseVariant,
  PLATFORM_CONTRADICTS_NAME: takePlatform,
  PLATFORM_OVERRIDDEN: clearPlatform,
  PLATFORM_RENAMED: none,
  PLATFORM_MISMATCH: none,
  PLATFORM_ADVANCED_VARIANT: none,
  PLATFORM_UNUSUAL: none,
  DUPLICATE_PLATFORM: chooseOne,
  DUPLICATE_ENTRY: none,
  SAME_IMAGE_TWICE: none,
  UNLABELLED_UNKNOWN: none,
  ANNOTATIONS_NEED_OCI: makeOci,
  ATTESTATIONS_NEED_OCI: makeOci,
  MIXED_MEDIA_TYPES: none,
  PLATFORM_LOST: keepToday,
  TAG_OVERWRITTEN: none,
  TAG_INVALID: none,
  TARGET_IS_DIGEST: none,
  TARGET_UNCHANGED: none,
  INDEX_REUSED: none,
  INDEX_TOO_LARGE: none,
}

export function fixesOf(problem: Problem, plan: Plan, sources: readonly ReadSource[]): ProblemFix[] {
  return fixes[problem.code]({ problem, plan, sources, row: rowOf(sources, problem.source) })
}

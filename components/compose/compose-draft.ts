/** The compose form while it is being written: half-typed references included, which a plan’s input cannot hold. */
import type { IndexEdits } from '@/lib/compose/index-edits'
import type { ComposeInput, ComposeSource } from '@/lib/contract/compose'
import { presentEdits } from '@/lib/contract/edits-in-address'
import { composeQuery } from '@/lib/contract/links'
import { parsePlatform } from '@/lib/oci/platform'
import { type ReadReference, readReference } from './read-reference'

export interface DraftSource {
  /** Stays with the row while it moves; says nothing. */
  id: number
  text: string
  platform: string
  /** Empty: all platforms. */
  only: string[]
  /** Digests of what refers to the image and comes along. */
  referrers: string[]
}

export interface DraftAnnotation {
  id: number
  key: string
  value: string
}

export interface ComposeDraft {
  target: string
  sources: DraftSource[]
  keep: boolean
  format: ComposeInput['format']
  annotations: DraftAnnotation[]
  /** As typed; several tags are separated by commas or spaces. */
  tags: string
  /** What was changed in the resulting index itself. */
  edits: IndexEdits
  /** The tag that keeps what the target names today; empty for none. */
  backup: string
  nextId: number
}

const leastRows = 2

export function draftFrom({
  target,
  sources,
  keep,
  format,
  annotations,
  tags,
  edits = {},
  backup = '',
}: ComposeInput): ComposeDraft {
  const given = sources.map(({ reference, platform = '', only = [], referrers = [] }) => ({
    text: reference,
    platform,
    only,
    referrers,
  }))
  const missing = Array.from({ length: Math.max(0, leastRows - given.length) }, () => emptySource)
  const rows = [...given, ...missing].map((row, id) => ({ id, ...row }))
  const pairs = Object.entries(annotations).map(([key, value], place) => ({ id: rows.length + place, key, value }))
  return {
    target,
    sources: rows,
    keep,
    format,
    annotations: pairs,
    tags: tags.join(' '),
    edits,
    backup,
    nextId: rows.length + pairs.length,
  }
}

export const emptySource = { text: '', platform: '', only: [], referrers: [] }

const isWritten = ({ text }: DraftSource) => text.trim() !== ''

export function tagsOf(draft: ComposeDraft): string[] {
  return [...new Set(draft.tags.split(/[\s,]+/).filter((tag) => tag !== ''))]
}

/** What the address says: every field as it was typed, so that opening the link shows the same form. */
export function draftQuery(draft: ComposeDraft): string {
  const sources = draft.sources.filter(isWritten).map(({ text, ...row }) => sourceInput(text.trim(), row))
  return composeQuery({ ...inputOf(draft), target: draft.target.trim(), sources })
}

function sourceInput(
  reference: string,
  { platform, only, referrers }: Omit<DraftSource, 'id' | 'text'>,
): ComposeSource {
  return {
    reference,
    ...(platform.trim() === '' ? {} : { platform: platform.trim() }),
    ...(only.length === 0 ? {} : { only }),
    ...(referrers.length === 0 ? {} : { referrers }),
  }
}

function inputOf(draft: ComposeDraft): Omit<ComposeInput, 'target' | 'sources'> {
  const written = draft.annotations.filter(({ key }) => key.trim() !== '')
  const edits = presentEdits(draft.edits)
  return {
    keep: draft.keep,
    format: draft.format,
    annotations: Object.fromEntries(written.map(({ key, value }) => [key.trim(), value])),
    tags: tagsOf(draft),
    ...(edits ? { edits } : {}),
    ...(draft.backup === '' ? {} : { backup: draft.backup }),
  }
}

export interface ReadSource extends DraftSource {
  /** Absent while the row is empty. */
  read?: ReadReference
  platformFault?: string
}

/** A draft whose texts have been read; `input` is there when it can be planned, `waitingFor` says what is missing when not. */
export interface ReadDraft {
  target?: ReadReference
  sources: ReadSource[]
  input?: ComposeInput
  waitingFor?: 'sources' | 'target' | 'both' | 'correction'
}

const platformHint = 'Write it as os/architecture, for example linux/arm64 or linux/arm/v7.'

function readSource(source: DraftSource): ReadSource {
  const isOddPlatform = source.platform.trim() !== '' && parsePlatform(source.platform) === undefined
  return {
    ...source,
    ...(isWritten(source) ? { read: readReference(source.text) } : {}),
    ...(isOddPlatform ? { platformFault: platformHint } : {}),
  }
}

function missingPart(target: ReadReference | undefined, sources: ReadSource[]): ReadDraft['waitingFor'] {
  const hasFault = sources.some(({ read, platformFault }) => read?.fault !== undefined || platformFault !== undefined)
  if (hasFault || target?.fault !== undefined) return 'correction'
  const hasSources = sources.some(({ read }) => read !== undefined)
  if (!hasSources) return target === undefined ? 'both' : 'sources'
  return target === undefined ? 'target' : undefined
}

export function readDraft(draft: ComposeDraft): ReadDraft {
  const target = draft.target.trim() === '' ? undefined : readReference(draft.target)
  const sources = draft.sources.map(readSource)
  const waitingFor = missingPart(target, sources)
  if (waitingFor !== undefined || target?.reference === undefined) return { target, sources, waitingFor }
  const planned = sources.flatMap(({ read, ...row }) => (read?.reference ? [sourceInput(read.reference, row)] : []))
  return { target, sources, input: { ...inputOf(draft), target: target.reference, sources: planned } }
}

/** The part of a canonical reference that tells siblings apart: `app:1.0`. */
export function shortName(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1)
}

import type { ComposeInput } from '@/lib/contract/compose'
import { type ComposeDraft, type DraftAnnotation, type DraftSource, draftFrom, emptySource } from './compose-draft'
import { type EditAction, reduceEdits } from './edit-reducer'

export type DraftAction =
  | EditAction
  | { type: 'open'; input: ComposeInput }
  | { type: 'set'; fields: Partial<Pick<ComposeDraft, 'target' | 'keep' | 'format' | 'tags' | 'backup'>> }
  | { type: 'edit-source'; id: number; fields: Partial<Omit<DraftSource, 'id'>> }
  | { type: 'paste-sources'; id: number; texts: string[] }
  | { type: 'replace-source'; id: number; texts: string[] }
  | { type: 'add-source' }
  | { type: 'remove-source'; id: number }
  | { type: 'move-source'; id: number; by: -1 | 1 }
  | { type: 'add-annotation' }
  | { type: 'edit-annotation'; id: number; fields: Partial<Omit<DraftAnnotation, 'id'>> }
  | { type: 'remove-annotation'; id: number }

function edited<Row extends { id: number }>(rows: Row[], id: number, fields: Partial<Omit<Row, 'id'>>): Row[] {
  return rows.map((row) => (row.id === id ? { ...row, ...fields } : row))
}

function pasted(draft: ComposeDraft, id: number, texts: string[]): ComposeDraft {
  const rows = texts.map((text, place) => ({ ...emptySource, id: draft.nextId + place, text }))
  const place = draft.sources.findIndex((row) => row.id === id)
  const isReplaced = draft.sources[place]?.text.trim() === ''
  const before = draft.sources.slice(0, isReplaced ? place : place + 1)
  const after = draft.sources.slice(place + 1).filter(({ text }) => text.trim() !== '')
  return { ...draft, sources: [...before, ...rows, ...after], nextId: draft.nextId + rows.length }
}

/** Other sources stand where one stood. */
function replaced(draft: ComposeDraft, id: number, texts: string[]): ComposeDraft {
  const rows = texts.map((text, place) => ({ ...emptySource, id: draft.nextId + place, text }))
  const sources = draft.sources.flatMap((row) => (row.id === id ? rows : [row]))
  return { ...draft, sources, nextId: draft.nextId + rows.length }
}

function withoutSource(draft: ComposeDraft, id: number): ComposeDraft {
  const rest = draft.sources.filter((row) => row.id !== id)
  if (rest.length > 0) return { ...draft, sources: rest }
  return { ...draft, sources: [{ ...emptySource, id: draft.nextId }], nextId: draft.nextId + 1 }
}

function moved(draft: ComposeDraft, id: number, by: -1 | 1): ComposeDraft {
  const place = draft.sources.findIndex((row) => row.id === id)
  const row = draft.sources[place]
  if (row === undefined || draft.sources[place + by] === undefined) return draft
  const sources = draft.sources.filter((other) => other !== row)
  sources.splice(place + by, 0, row)
  return { ...draft, sources, edits: { ...draft.edits, order: [] } }
}

export function reduceDraft(draft: ComposeDraft, action: DraftAction): ComposeDraft {
  const { nextId, sources, annotations } = draft
  switch (action.type) {
    case 'open':
      return draftFrom(action.input)
    case 'set':
      return { ...draft, ...action.fields }
    case 'edit-source':
      return { ...draft, sources: edited(sources, action.id, action.fields) }
    case 'paste-sources':
      return pasted(draft, action.id, action.texts)
    case 'replace-source':
      return replaced(draft, action.id, action.texts)
    case 'add-source':
      return { ...draft, sources: [...sources, { ...emptySource, id: nextId }], nextId: nextId + 1 }
    case 'remove-source':
      return withoutSource(draft, action.id)
    case 'move-source':
      return moved(draft, action.id, action.by)
    case 'add-annotation':
      return { ...draft, annotations: [...annotations, { id: nextId, key: '', value: '' }], nextId: nextId + 1 }
    case 'edit-annotation':
      return { ...draft, annotations: edited(annotations, action.id, action.fields) }
    case 'remove-annotation':
      return { ...draft, annotations: annotations.filter(({ id }) => id !== action.id) }
    default:
      return { ...draft, edits: reduceEdits(draft.edits, action) }
  }
}

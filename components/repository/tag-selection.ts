/** Which tags are chosen, in the order of choosing; the anchor is where a range starts. */
export interface TagSelection {
  chosen: readonly string[]
  anchor?: string
}

export const emptySelection: TagSelection = { chosen: [] }

export type SelectionAction =
  | { type: 'toggle'; tag: string }
  /** From the anchor to this tag, as the list `shown` stands now. */
  | { type: 'extend'; tag: string; shown: readonly string[] }
  /** One step with shift held: a range begins at `from` unless one is under way there. */
  | { type: 'stretch'; from: string; tag: string; shown: readonly string[] }
  | { type: 'choose'; tags: readonly string[] }
  | { type: 'drop'; tags: readonly string[] }
  | { type: 'clear' }

function withTags(chosen: readonly string[], tags: readonly string[]): string[] {
  return [...new Set([...chosen, ...tags])]
}

function without(chosen: readonly string[], tags: readonly string[]): string[] {
  const dropped = new Set(tags)
  return chosen.filter((tag) => !dropped.has(tag))
}

function range(shown: readonly string[], from: string | undefined, to: string): string[] {
  const start = from === undefined ? -1 : shown.indexOf(from)
  const end = shown.indexOf(to)
  if (start < 0 || end < 0) return [to]
  return start <= end ? shown.slice(start, end + 1) : shown.slice(end, start + 1).reverse()
}

function toggled({ chosen }: TagSelection, tag: string): TagSelection {
  return { chosen: chosen.includes(tag) ? without(chosen, [tag]) : [...chosen, tag], anchor: tag }
}

export function reduceSelection(selection: TagSelection, action: SelectionAction): TagSelection {
  const { chosen, anchor } = selection
  switch (action.type) {
    case 'toggle':
      return toggled(selection, action.tag)
    case 'extend':
      return { chosen: withTags(chosen, range(action.shown, anchor, action.tag)), anchor: anchor ?? action.tag }
    case 'stretch': {
      const start =
        anchor !== undefined && chosen.includes(anchor) && chosen.includes(action.from) ? anchor : action.from
      return { chosen: withTags(chosen, range(action.shown, start, action.tag)), anchor: start }
    }
    case 'choose':
      return { chosen: withTags(chosen, action.tags), anchor }
    case 'drop':
      return { chosen: without(chosen, action.tags), anchor }
    case 'clear':
      return emptySelection
  }
}

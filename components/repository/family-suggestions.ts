import type { Family, FamilyState } from '@/lib/compose/families'
import type { Suggestion } from '@/lib/contract/tags'

export interface SuggestedMember {
  tag: string
  /** As the image’s config says; absent until it has been read. */
  platform?: string
  /** What is wrong with it, in sentences: its name and its config disagree, or it cannot be read. */
  problems: string[]
}

export interface SuggestedMerge {
  target: string
  members: SuggestedMember[]
  /** Absent while it is being checked, and for families that nobody checks. */
  state?: FamilyState
  /** Whether the images behind the names have been read. */
  isChecked: boolean
}

function fromNames({ target, members }: Family, tags: ReadonlySet<string>): SuggestedMerge {
  return {
    target,
    members: members.map(({ tag }) => ({ tag, problems: [] })),
    ...(tags.has(target) ? {} : { state: 'missing' as const }),
    isChecked: false,
  }
}

function fromServer({ target, sources, state }: Suggestion): SuggestedMerge {
  return {
    target,
    members: sources.map(({ tag, platform, problems }) => ({
      tag,
      platform,
      problems: problems.map(({ message }) => message),
    })),
    state,
    isChecked: true,
  }
}

/** The families that the names make, with what the server has found out about them. */
export function suggestMerges(
  families: readonly Family[],
  tags: ReadonlySet<string>,
  checked: readonly Suggestion[] = [],
): SuggestedMerge[] {
  const byTarget = new Map(checked.map((suggestion) => [suggestion.target, suggestion]))
  return families.map((family) => {
    const suggestion = byTarget.get(family.target)
    return suggestion ? fromServer(suggestion) : fromNames(family, tags)
  })
}

export interface SortedMerges {
  /** Missing or stale, newest-looking first. */
  open: SuggestedMerge[]
  current: SuggestedMerge[]
  /** Their combined tag exists; what it holds is not known. */
  unknown: SuggestedMerge[]
}

export function sortMerges(merges: readonly SuggestedMerge[]): SortedMerges {
  return {
    open: merges.filter(({ state }) => state === 'missing' || state === 'stale'),
    current: merges.filter(({ state }) => state === 'current'),
    unknown: merges.filter(({ state }) => state === undefined),
  }
}

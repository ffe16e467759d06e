import { useEffect, useReducer, useRef } from 'react'
import { composeInputFrom } from '@/lib/contract/links'
import { type ComposeDraft, draftFrom, draftQuery } from './compose-draft'
import { type DraftAction, reduceDraft } from './draft-reducer'

const typingPauseMs = 300

const draftFromQuery = (query: string) => draftFrom(composeInputFrom(new URLSearchParams(query)))

/** The same form may be spelled in several addresses (`%3A` for `:`). */
const canonicalQuery = (query: string) => draftQuery(draftFromQuery(query))

/**
 * The form’s state, which lives in the address: `query` is what the address says now, `onQuery` is told, after a pause
 * in typing, what it should say. When the address changes by itself (back, forward, a link) the form follows.
 */
export function useComposeDraft(
  query: string,
  onQuery: (query: string) => void,
): { draft: ComposeDraft; dispatch: (action: DraftAction) => void } {
  const [draft, dispatch] = useReducer(reduceDraft, query, draftFromQuery)
  const known = useRef(canonicalQuery(query))
  const written = draftQuery(draft)

  useEffect(() => {
    const given = canonicalQuery(query)
    if (given === known.current) return
    known.current = given
    dispatch({ type: 'open', input: composeInputFrom(new URLSearchParams(query)) })
  }, [query])

  useEffect(() => {
    if (written === known.current) return
    const timer = setTimeout(() => {
      known.current = written
      onQuery(written)
    }, typingPauseMs)
    return () => clearTimeout(timer)
  }, [written, onQuery])

  return { draft, dispatch }
}

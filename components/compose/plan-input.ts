import type { ComposeInput } from '@/lib/contract/compose'
import { composeInputFrom } from '@/lib/contract/links'
import { draftFrom, readDraft } from './compose-draft'

/** What the form would ask a plan for when it is opened with this address; undefined while something is missing. */
export function planInputFrom(query: URLSearchParams): ComposeInput | undefined {
  return readDraft(draftFrom(composeInputFrom(query))).input
}

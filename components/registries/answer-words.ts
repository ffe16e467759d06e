import { ApiFailure } from '@/lib/contract/error'
import type { RegistryCheck } from '@/lib/contract/registries'

export interface AnswerWords {
  kind: 'answers' | 'silent' | 'unknown'
  title: string
  /** The registry’s own words, or what else is known. */
  detail?: string
}

function catalogWords(hasCatalog: boolean | undefined): string | undefined {
  if (hasCatalog === undefined) return undefined
  return hasCatalog ? 'Lists its repositories' : 'No list of repositories: each is opened by its name'
}

const deleteWords = { nothing: 'nothing can be deleted from here', digests: 'deletes by digest only' }

/** What it offers, in the order in which one asks for it; what is not known is not said. */
function offerWords({ hasCatalog, hasReferrers, deletes, isReadOnly }: RegistryCheck): string | undefined {
  const words = [
    catalogWords(hasCatalog),
    hasReferrers === undefined ? undefined : hasReferrers ? 'has referrers' : 'keeps referrers in tags',
    deletes && deleteWords[deletes],
    isReadOnly ? 'set to read only here' : undefined,
  ].filter((part) => part !== undefined)
  const [first, ...rest] = words
  return first && [first.charAt(0).toUpperCase() + first.slice(1), ...rest].join('; ')
}

export function checkWords(check: RegistryCheck): AnswerWords {
  const { isReachable, latencyMs, message, isReadOnly } = check
  const detail = message === undefined ? offerWords(check) : isReadOnly ? `${message} Set to read only here.` : message
  if (!isReachable)
    return { kind: 'silent', title: latencyMs === undefined ? 'Not reachable' : 'Answers, but cannot be used', detail }
  const title = latencyMs === undefined ? 'Answers' : `Answers in ${latencyMs.toLocaleString('en')} ms`
  return { kind: 'answers', title, detail }
}

/** When it was not the registry that failed. */
export function faultWords(error: Error): AnswerWords {
  const detail =
    error instanceof ApiFailure ? error.message : 'Something went wrong here; reload the page to try again.'
  return { kind: 'unknown', title: 'Not checked', detail }
}

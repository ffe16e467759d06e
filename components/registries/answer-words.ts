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
  return hasCatalog ? 'Lists its repositories' : 'No list of repositories; each is opened by its name'
}

export function checkWords({ isReachable, latencyMs, message, hasCatalog }: RegistryCheck): AnswerWords {
  const detail = message ?? catalogWords(hasCatalog)
  if (!isReachable) return { kind: 'silent', title: 'Not reachable', detail }
  const title = latencyMs === undefined ? 'Answers' : `Answers in ${latencyMs.toLocaleString('en')} ms`
  return { kind: 'answers', title, detail }
}

/** When it was not the registry that failed. */
export function faultWords(error: Error): AnswerWords {
  const detail =
    error instanceof ApiFailure ? error.message : 'Something went wrong here; reload the page to try again.'
  return { kind: 'unknown', title: 'Not checked', detail }
}

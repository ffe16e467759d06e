import type { ComposeInput, Plan, PushEvent, PushInput } from '@/lib/contract/compose'
import { ApiFailure } from '@/lib/contract/error'
import type { SuggestedMerge } from './family-suggestions'

export type MergeProgress = Extract<PushEvent, { event: 'progress' }>

export type MergeState =
  | { kind: 'waiting' }
  | { kind: 'planning' }
  | { kind: 'pushing'; progress?: MergeProgress }
  | { kind: 'done'; digest: string; platforms: string[] }
  /** Somebody has to look at it first. */
  | { kind: 'skipped'; reason: string }
  | { kind: 'failed'; reason: string }
  /** Once it was pushing, the server may have finished. */
  | { kind: 'stopped'; wasPushing: boolean }

export interface MergeApi {
  plan: (input: ComposeInput, signal: AbortSignal) => Promise<Plan>
  push: (input: PushInput, signal: AbortSignal) => AsyncIterable<PushEvent>
}

interface MergeOptions {
  repository: string
  api: MergeApi
  signal: AbortSignal
  onState: (state: MergeState) => void
}

export function mergeInput(repository: string, { target, members }: SuggestedMerge): ComposeInput {
  return {
    target: `${repository}:${target}`,
    sources: members.map(({ tag }) => ({ reference: `${repository}:${tag}` })),
    keep: false,
    format: 'auto',
    annotations: {},
    tags: [],
  }
}

/** A stale tag is there to be overwritten; every other doubt is for a person to judge. */
function doubtsOf({ problems }: Plan, { state }: SuggestedMerge): string[] {
  return problems
    .filter(
      ({ level, code }) =>
        level === 'error' || (level === 'warning' && !(code === 'TAG_OVERWRITTEN' && state === 'stale')),
    )
    .map(({ message }) => message)
}

function shorten([first = '', ...more]: string[]): string {
  return more.length === 0 ? first : `${first} (and ${more.length} more)`
}

const unfinished = 'The connection ended before the server said whether the tag was pushed; review it to see.'

async function follow(input: PushInput, plan: Plan, { api, signal, onState }: MergeOptions): Promise<MergeState> {
  for await (const event of api.push(input, signal)) {
    if (event.event === 'error') return { kind: 'failed', reason: event.error.message }
    if (event.event === 'done') {
      const platforms = plan.entries.filter(({ attests }) => attests === undefined).map(({ platform }) => platform)
      return { kind: 'done', digest: event.digest, platforms }
    }
    onState({ kind: 'pushing', progress: event })
  }
  return { kind: 'failed', reason: unfinished }
}

/** Plans one family and pushes exactly what was planned, unless there is a doubt. Never rejects. */
export async function mergeFamily(merge: SuggestedMerge, options: MergeOptions): Promise<MergeState> {
  const { repository, api, signal, onState } = options
  let wasPushing = false
  try {
    onState({ kind: 'planning' })
    const input = mergeInput(repository, merge)
    const plan = await api.plan(input, signal)
    const doubts = doubtsOf(plan, merge)
    if (doubts.length > 0) return { kind: 'skipped', reason: shorten(doubts) }
    wasPushing = true
    onState({ kind: 'pushing' })
    const expected = plan.current?.digest ?? null
    return await follow({ ...input, digest: plan.index.digest, expected }, plan, options)
  } catch (error) {
    if (signal.aborted) return { kind: 'stopped', wasPushing }
    return { kind: 'failed', reason: error instanceof ApiFailure ? error.message : unfinished }
  }
}

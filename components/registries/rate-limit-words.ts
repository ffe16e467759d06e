import type { KnownRegistry } from '@/lib/contract/registries'

type RateLimit = NonNullable<KnownRegistry['rateLimit']>

const count = (value: number) => value.toLocaleString('en')

/** What the registry said of its limit; undefined when it said nothing. */
export function rateLimitWords({ limit, remaining }: RateLimit): string | undefined {
  if (remaining !== undefined && limit !== undefined) return `${count(remaining)} of ${count(limit)} requests left`
  if (remaining !== undefined) return remaining === 1 ? '1 request left' : `${count(remaining)} requests left`
  return limit === undefined ? undefined : `at most ${count(limit)} requests`
}

/** A tenth or less. */
export function isNearlySpent({ limit, remaining }: RateLimit): boolean {
  return remaining !== undefined && (remaining === 0 || (limit !== undefined && remaining <= limit / 10))
}

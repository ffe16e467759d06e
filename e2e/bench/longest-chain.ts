interface Span {
  startedMs: number
  endedMs: number
}

/** How many requests, at most, had to follow one another: one follows another when it starts after that one's answer ended. */
export function longestChain(spans: readonly Span[]): number {
  const placed: { endedMs: number; depth: number }[] = []
  for (const { startedMs, endedMs } of [...spans].sort((a, b) => a.startedMs - b.startedMs)) {
    const before = placed.filter((other) => other.endedMs <= startedMs).map(({ depth }) => depth)
    placed.push({ endedMs, depth: 1 + Math.max(0, ...before) })
  }
  return Math.max(0, ...placed.map(({ depth }) => depth))
}

export interface ByteSample {
  atMs: number
  bytes: number
}

/** Older samples say little about how fast it goes now. */
const windowMs = 10_000
/** Before that, a guess would jump about. */
const leastSpanMs = 1000

/** The samples that count from now on, the new one last; a smaller number than before starts anew. */
export function addSample(samples: readonly ByteSample[], sample: ByteSample): ByteSample[] {
  const isAnew = (samples.at(-1)?.bytes ?? 0) > sample.bytes
  const recent = samples.filter(({ atMs }) => sample.atMs - atMs <= windowMs)
  return isAnew ? [sample] : [...recent, sample]
}

/** Seconds until all bytes are there at the present speed; undefined while nobody knows. */
export function secondsLeft(samples: readonly ByteSample[], total: number): number | undefined {
  const [first, last] = [samples[0], samples.at(-1)]
  if (!first || !last || last.atMs - first.atMs < leastSpanMs || last.bytes <= first.bytes) return undefined
  const bytesPerSecond = (last.bytes - first.bytes) / ((last.atMs - first.atMs) / 1000)
  return Math.max(0, Math.ceil((total - last.bytes) / bytesPerSecond))
}

/** In words, not more exact than it is known: “about 2 min left”. */
export function timeLeftWords(seconds: number): string {
  if (seconds < 5) return 'a few seconds left'
  if (seconds < 60) return `about ${Math.ceil(seconds / 5) * 5} s left`
  const minutes = Math.ceil(seconds / 60)
  return minutes < 60 ? `about ${minutes} min left` : `about ${Math.ceil(minutes / 60)} h left`
}

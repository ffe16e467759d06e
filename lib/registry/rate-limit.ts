/** How much a registry still lets us read. What it does not say is absent: unknown, perhaps without limit. */
export interface RateLimit {
  limit?: number
  remaining?: number
  windowSeconds?: number
  /** Milliseconds since 1970. */
  resetsAtMs?: number
  /** Whom the limit counts, as Docker Hub says it: an address or an account. */
  source?: string
}

type ReadHeader = (name: string) => string | undefined

const maxHeaderLength = 512
const maxSeconds = 31 * 86_400
/** A reset larger than this is a point in time, as GitHub and others give it, and no number of seconds. */
const leastTimestamp = 1_000_000_000

function readCount(text: string | undefined): number | undefined {
  const digits = /^\s*"?(\d{1,15})\b/.exec(text ?? '')?.[1]
  return digits === undefined ? undefined : Number(digits)
}

function readWindow(text: string | undefined): number | undefined {
  const digits = /;\s*w\s*=\s*"?(\d{1,9})\b/i.exec(text ?? '')?.[1]
  return digits === undefined || Number(digits) === 0 ? undefined : Number(digits)
}

function readReset(text: string | undefined, nowMs: number): number | undefined {
  const count = readCount(text)
  if (count === undefined) return undefined
  const atMs = count >= leastTimestamp ? count * 1000 : nowMs + count * 1000
  return atMs >= nowMs && atMs <= nowMs + maxSeconds * 1000 ? atMs : undefined
}

const isSource = (text: string | undefined): text is string => /^[\w.:@/-]{1,128}$/.test(text ?? '')

/**
 * What the `RateLimit-*` headers say, in the spellings that are about; undefined when they say nothing that can be read.
 * Sources: Docker Hub, "Usage and limits"; draft-ietf-httpapi-ratelimit-headers-03.
 */
export function parseRateLimit(header: ReadHeader, nowMs = Date.now()): RateLimit | undefined {
  const read = (name: string): string | undefined => {
    const text = header(`ratelimit-${name}`) ?? header(`x-ratelimit-${name}`)
    return text !== undefined && text.length <= maxHeaderLength ? text : undefined
  }
  const [limitText, remainingText] = [read('limit'), read('remaining')]
  const limit = readCount(limitText)
  const remaining = readCount(remainingText)
  if (limit === undefined && remaining === undefined) return undefined
  const windowSeconds = readWindow(limitText) ?? readWindow(remainingText)
  const resetsAtMs = readReset(read('reset'), nowMs)
  const source = header('docker-ratelimit-source')?.trim()
  return {
    ...(limit !== undefined && { limit }),
    ...(remaining !== undefined && { remaining }),
    ...(windowSeconds !== undefined && { windowSeconds }),
    ...(resetsAtMs !== undefined && { resetsAtMs }),
    ...(isSource(source) && { source }),
  }
}

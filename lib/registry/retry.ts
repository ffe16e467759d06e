import { setTimeout as sleep } from 'node:timers/promises'
import { RegistryError } from './errors'

export const maxTries = 3
const baseDelayMs = 250
const maxDelayMs = 3_000
const maxRetryAfterSeconds = 86_400

/**
 * Seconds to wait by `Retry-After`, at most a day; undefined for nothing, garbage and the past.
 * Source: RFC 9110, 10.2.3: seconds or a date.
 */
export function parseRetryAfter(header: string | undefined, nowMs = Date.now()): number | undefined {
  const text = header?.trim() ?? ''
  if (/^\d{1,10}$/.test(text)) return Math.min(Number(text), maxRetryAfterSeconds)
  if (!/^[A-Z][a-z]{2,8},? /.test(text)) return undefined
  const seconds = Math.ceil((Date.parse(text) - nowMs) / 1000)
  return seconds >= 0 ? Math.min(seconds, maxRetryAfterSeconds) : undefined
}

/** Full jitter: anything from nothing to a limit that doubles with each try. `tries` counts those made, from 1. */
export function backoffMs(tries: number, random: () => number = Math.random): number {
  return random() * Math.min(maxDelayMs, baseDelayMs * 2 ** tries)
}

/** How long to wait before the next try, or undefined when a person should decide. */
export function nextDelayMs(error: unknown, tries: number): number | undefined {
  if (!(error instanceof RegistryError) || !error.retryable || tries >= maxTries) return undefined
  if (error.retryAfterSeconds === undefined) return backoffMs(tries)
  const waitMs = error.retryAfterSeconds * 1000
  return waitMs <= maxDelayMs ? waitMs : undefined
}

/** Tries an idempotent action up to three times. Waits end early with the signal; then the last failure is thrown. */
export async function retry<T>(action: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await action()
    } catch (error) {
      const delayMs = nextDelayMs(error, tries)
      if (delayMs === undefined || signal.aborted) throw error
      await sleep(delayMs, undefined, { signal }).catch(() => {
        throw error
      })
    }
  }
}

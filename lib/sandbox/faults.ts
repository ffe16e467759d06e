import type { RegistryAnswer } from './exchange'

/** Which requests a fault meets: `path` is searched in the path with its query, `times` counts down, without it always. */
export interface FaultMatch {
  method?: string
  path: RegExp
  times?: number
}

/** What goes wrong with the answer. */
export type Fault =
  /** This answer, and the endpoint is never asked. */
  | { status: number; headers?: Record<string, string | string[]>; body?: string | Uint8Array }
  /** The right answer, late. */
  | { delayMs: number }
  /** The right answer, so many bytes of its body at a time, with a pause before each. */
  | { dripBytes: number; everyMs: number }
  /** These bytes in place of an answer, whatever they are, then the end of the connection. */
  | { raw: string }
  /** No answer at all; the connection stays open. */
  | { hang: true }
  /** Content-Length of the whole, only so many bytes of the body, then the end of the connection. */
  | { truncate: number }
  /** Half of the body, then RST. */
  | { reset: true }
  /** One bit in the middle of the body is another. */
  | { flipByte: true }
  /** These headers instead of the endpoint's; `undefined` leaves one out. */
  | { headers: Record<string, string | string[] | undefined> }

export interface FaultRule {
  match: FaultMatch
  fault: Fault
}

/** The faults in force; of several that match, the first that still has times left is used. */
export class Faults {
  private rules: { match: FaultMatch; fault: Fault; left: number }[] = []

  /** Returns what takes the fault away again. */
  add(match: FaultMatch, fault: Fault): () => void {
    const rule = { match, fault, left: match.times ?? Number.POSITIVE_INFINITY }
    this.rules.push(rule)
    return () => {
      this.rules = this.rules.filter((other) => other !== rule)
    }
  }

  clear(): void {
    this.rules = []
  }

  take(method: string, url: string): Fault | undefined {
    const rule = this.rules.find(
      ({ match, left }) =>
        left > 0 && (match.method === undefined || match.method === method) && url.search(match.path) >= 0,
    )
    if (rule) rule.left -= 1
    return rule?.fault
  }
}

function withHeaders(answer: RegistryAnswer, overrides: Record<string, string | string[] | undefined>): RegistryAnswer {
  const names = new Set(Object.keys(overrides).map((name) => name.toLowerCase()))
  const kept = Object.entries(answer.headers ?? {}).filter(([name]) => !names.has(name.toLowerCase()))
  const set = Object.entries(overrides).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  return { ...answer, headers: Object.fromEntries([...kept, ...set]) }
}

/** The answer as the fault leaves it; what happens to the connection is for who sends it. */
export function applyFault(answer: RegistryAnswer, fault: Fault | undefined): RegistryAnswer {
  if (fault === undefined) return answer
  if ('flipByte' in fault && answer.body !== undefined && answer.body.byteLength > 0) {
    const body = Uint8Array.from(answer.body)
    const middle = body.byteLength >> 1
    body[middle] = (body[middle] ?? 0) ^ 1
    return { ...answer, body }
  }
  if ('headers' in fault && !('status' in fault) && fault.headers) return withHeaders(answer, fault.headers)
  return answer
}

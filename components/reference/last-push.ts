/** What this page pushed last, for the image that the push leads to; a reload forgets it. */
export interface LastPush {
  /** Canonical. */
  reference: string
  digest: string
  /** What the tag named before; null where there was none. */
  previous: string | null
}

let last: LastPush | undefined

export function rememberPush({ reference, digest, previous }: LastPush): void {
  last = { reference, digest, previous }
}

export function forgetPush(): void {
  last = undefined
}

export function lastPushTo(reference: string): LastPush | undefined {
  return last?.reference === reference ? last : undefined
}

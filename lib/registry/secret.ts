import { createHmac, randomBytes } from 'node:crypto'
import { inspect } from 'node:util'

const shown = '[secret]'
const fingerprintKey = randomBytes(32)

/** Text that prints as `[secret]` wherever it is logged, thrown, serialised or inspected. Only the wire reveals it. */
export class Secret {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  reveal(): string {
    return this.#text
  }

  /** The same for the same text while this process lives, and useless outside it. */
  fingerprint(): string {
    return createHmac('sha256', fingerprintKey).update(this.#text).digest('hex')
  }

  toString(): string {
    return shown
  }

  toJSON(): string {
    return shown
  }

  [inspect.custom](): string {
    return shown
  }
}

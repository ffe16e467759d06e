/** Text that is no reference; the message is one plain sentence that says what to write instead. */
export class InvalidReferenceError extends Error {
  override readonly name = 'InvalidReferenceError'
  constructor(
    message: string,
    readonly input: string,
  ) {
    super(message)
  }
}

import { setTimeout as pause } from 'node:timers/promises'

/** Resolves when the address answers with a success, or asks for a sign-in. @throws {Error} after `timeoutMs` */
export async function waitUntilReady(url: string, timeoutMs = 20_000): Promise<void> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const isReady = await fetch(url).then(
      ({ ok, status }) => ok || status === 401,
      () => false,
    )
    if (isReady) return
    if (Date.now() > deadline) throw new Error(`${url} did not answer within ${timeoutMs} ms`)
    await pause(50)
  }
}

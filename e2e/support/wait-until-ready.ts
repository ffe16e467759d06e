import { setTimeout as pause } from 'node:timers/promises'

/** Resolves when the address answers with a success. @throws {Error} after `timeoutMs` */
export async function waitUntilReady(url: string, timeoutMs = 20_000): Promise<void> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const isReady = await fetch(url).then(
      (response) => response.ok,
      () => false,
    )
    if (isReady) return
    if (Date.now() > deadline) throw new Error(`${url} did not answer within ${timeoutMs} ms`)
    await pause(50)
  }
}

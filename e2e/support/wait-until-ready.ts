import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

async function waitUntil(isReady: () => Promise<boolean>, place: string, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs
  while (!(await isReady())) {
    if (Date.now() > deadline) throw new Error(`${place} did not answer within ${timeoutMs} ms`)
    await pause(50)
  }
}

/** Resolves when the address answers with a success. @throws {Error} after `timeoutMs` */
export function waitUntilReady(url: string, timeoutMs = 20_000): Promise<void> {
  const isReady = () =>
    fetch(url).then(
      (response) => response.ok,
      () => false,
    )
  return waitUntil(isReady, url, timeoutMs)
}

/** Resolves when something takes connections on a port of loopback, whatever it speaks. @throws {Error} after `timeoutMs` */
export function waitUntilListening(port: number, timeoutMs = 20_000): Promise<void> {
  const isListening = () =>
    new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1')
      socket.on('connect', () => resolve(true)).on('error', () => resolve(false))
      socket.on('connect', () => socket.destroy())
    })
  return waitUntil(isListening, `127.0.0.1:${port}`, timeoutMs)
}

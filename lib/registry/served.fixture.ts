import { afterEach } from 'vitest'
import { type Handler, startServer } from './test-server'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** A server that ends with its test. */
export async function serve(handler: Handler) {
  const server = await startServer(handler)
  closers.push(server.close)
  return server
}

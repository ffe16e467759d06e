import { yieldLongTurn } from '@/lib/oci/yield-turn'
import { jsonPieces } from './json-pieces'

/** As Response.json, but a long answer is put together while it is sent, and others have their turn in between. */
export function jsonResponse(value: unknown, headers: Record<string, string>): Response {
  const init = { headers: { ...headers, 'content-type': 'application/json' } }
  const pieces = jsonPieces(value)
  const first = pieces.next().value ?? ''
  const second = pieces.next()
  if (second.done) return new Response(first, init)
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode(first))
      controller.enqueue(encoder.encode(second.value))
    },
    async pull(controller) {
      await yieldLongTurn()
      const next = pieces.next()
      if (next.done) controller.close()
      else controller.enqueue(encoder.encode(next.value))
    },
  })
  return new Response(body, init)
}

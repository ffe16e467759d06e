import type { IncomingMessage } from 'node:http'
import { SandboxError } from './errors'

function tooLarge(maxBytes: number): SandboxError {
  return new SandboxError('SIZE_INVALID', {
    message: `the body is larger than ${maxBytes} bytes`,
    status: 413,
  })
}

/** The whole body in one piece. @throws {SandboxError} 413 past the bound, without reading on. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes)
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.byteLength
    if (size > maxBytes) throw tooLarge(maxBytes)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

import { afterEach, describe, expect, it } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { streamBlob } from './stream-blob'
import { createClient, startServer, type TestServer } from './test-server'

let server: TestServer | undefined
afterEach(() => server?.close())

const content = Buffer.alloc(200_000, 'sbom')
const address = { repository: 'team/app', digest: computeDigest(content), size: content.byteLength }

async function serve(bytes: Uint8Array, headers: Record<string, string> = {}) {
  server = await startServer((_request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    response.end(bytes)
  })
  return createClient(server.registry)
}

async function read(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const chunk of chunks) all.push(chunk)
  return Buffer.concat(all)
}

describe('streaming a blob', () => {
  it('hands on its bytes', async () => {
    expect(await read(streamBlob(await serve(content), address))).toEqual(content)
  })

  it.each([
    ['other bytes', Buffer.alloc(content.byteLength, 'evil')],
    ['fewer bytes', content.subarray(0, 1_000)],
    ['more bytes', Buffer.concat([content, content])],
  ])('ends in an error for %s', async (_name, bytes) => {
    await expect(read(streamBlob(await serve(bytes), address))).rejects.toMatchObject({ kind: 'digest-mismatch' })
  })

  it('refuses what was compressed on the way', async () => {
    const client = await serve(content, { 'content-encoding': 'br' })
    await expect(read(streamBlob(client, address))).rejects.toMatchObject({ kind: 'invalid-answer' })
  })

  it.each(['leaving the loop', 'an abort'])('%s closes the connection to the registry', async (way) => {
    const controller = new AbortController()
    let tellClosed = () => {}
    const closed = new Promise<void>((resolve) => {
      tellClosed = resolve
    })
    server = await startServer((_request, response) => {
      response.on('close', tellClosed)
      response.write(content.subarray(0, 1_000))
    })
    const chunks = streamBlob(createClient(server.registry), { ...address, signal: controller.signal })
    await chunks.next()
    if (way === 'an abort') {
      const next = chunks.next()
      controller.abort()
      await expect(next).rejects.toMatchObject({ kind: 'aborted' })
    } else await chunks.return()
    await closed
  })
})

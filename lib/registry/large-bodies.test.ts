import { afterEach, expect, it } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { largeBodies } from './ask-once'
import { getBlob } from './blobs'
import { createClient, startServer, type TestServer } from './test-server'

const mebibyte = 1024 * 1024
let server: TestServer
afterEach(() => server.close())

/** A registry that sends all of a blob but its last byte, and that when it is told to. */
async function startSlowEnds(bytes: Buffer) {
  const ends: (() => void)[] = []
  server = await startServer((_request, response) => {
    response.writeHead(200, { 'content-length': bytes.length }).write(bytes.subarray(0, -1))
    ends.push(() => response.end(bytes.subarray(-1)))
  })
  const blob = { repository: 'team/app', digest: computeDigest(bytes), maxBytes: 8 * mebibyte }
  const read = async () => (await getBlob(createClient(server.registry), blob)).length
  return { read, ends }
}

it('what is long is read when it is its turn, and the turn is passed on', async () => {
  const { read, ends } = await startSlowEnds(Buffer.alloc(2 * mebibyte, 'x'))
  const reading = Array.from({ length: 6 }, read)
  await expect.poll(() => largeBodies.size).toBe(1)
  await expect.poll(() => ends.length).toBe(6)
  for (const end of ends) end()
  expect(await Promise.all(reading)).toEqual(Array.from({ length: 6 }, () => 2 * mebibyte))
  expect(largeBodies.size).toBe(0)
})

it('what is short waits for nobody', async () => {
  const { read, ends } = await startSlowEnds(Buffer.alloc(mebibyte, 'x'))
  const reading = read()
  await expect.poll(() => ends.length).toBe(1)
  expect(largeBodies.size).toBe(0)
  for (const end of ends) end()
  expect(await reading).toBe(mebibyte)
})

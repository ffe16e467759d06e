import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import { GET } from './route'

let [open, closed]: Sandbox[] = []
beforeAll(async () => {
  open = await startSandbox({ port: 0 })
  closed = await startSandbox({
    port: 0,
    auth: { kind: 'basic', username: 'somebody', password: 'only-for-this-test' },
  })
})
afterAll(() => Promise.all([open?.close(), closed?.close()]))

async function picture(ref: string): Promise<{ bytes: Buffer; cache: string | null }> {
  const url = `http://localhost/preview.png?ref=${encodeURIComponent(ref)}`
  const response = await GET(new Request(url, { headers: { host: 'localhost' } }))
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png'])
  return { bytes: Buffer.from(await response.arrayBuffer()), cache: response.headers.get('cache-control') }
}

const sizeOf = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)]

test('an image has its own picture, of the size that previews want', async () => {
  const [app, everywhere] = [
    await picture(`${open?.registry}/demo/app:1.0`),
    await picture(`${open?.registry}/demo/everywhere:2.3`),
  ]
  expect(sizeOf(app.bytes)).toEqual([1200, 630])
  expect(app.bytes.equals(everywhere.bytes)).toBe(false)
  expect((await picture(`${open?.registry}/demo/app:1.0`)).bytes.equals(app.bytes)).toBe(true)
})

test('whatever cannot be read by everybody has the neutral one', async () => {
  const missing = await picture(`${open?.registry}/demo/nope:1`)
  expect(missing.cache).toBe('public, max-age=60')
  for (const ref of [`${closed?.registry}/demo/app:1.0`, `${closed?.registry}/demo/nope:1`, 'UPPER/:', ''])
    expect((await picture(ref)).bytes.equals(missing.bytes)).toBe(true)
})

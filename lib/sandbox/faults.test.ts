import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { image } from './images/image'
import { type Sandbox, startSandbox } from './sandbox'

const built = image()
let sandbox: Sandbox
let address: string
beforeEach(async () => {
  sandbox = await startSandbox({ port: 0, images: false })
  sandbox.store.putImage({ repository: 'org/app', tag: '1.0', image: built })
  address = `${sandbox.url}/v2/org/app/manifests/1.0`
})
afterEach(() => sandbox.close())

const manifests = { path: /\/manifests\// }

describe('which requests', () => {
  test('only those of the method and path', async () => {
    sandbox.setFault({ method: 'GET', path: /\/manifests\/1\.0$/ }, { status: 503 })
    expect((await fetch(address)).status).toBe(503)
    expect((await fetch(address, { method: 'HEAD' })).status).toBe(200)
    expect((await fetch(`${sandbox.url}/v2/`)).status).toBe(200)
  })

  test('so many times, one fault after the other', async () => {
    sandbox.setFault({ ...manifests, times: 2 }, { status: 503 })
    sandbox.setFault({ ...manifests, times: 1 }, { status: 429, headers: { 'Retry-After': '1' }, body: 'slow down' })
    const answers: number[] = []
    for (let count = 0; count < 4; count += 1) answers.push((await fetch(address)).status)
    expect(answers).toEqual([503, 503, 429, 200])
  })

  test('the query too, whatever the flags of the expression', async () => {
    sandbox.setFault({ path: /last=b/g }, { status: 500 })
    for (let count = 0; count < 2; count += 1)
      expect((await fetch(`${sandbox.url}/v2/org/app/tags/list?last=b`)).status).toBe(500)
  })

  test('no more once it is taken away', async () => {
    const remove = sandbox.setFault(manifests, { status: 503 })
    sandbox.setFault({ path: /\/v2\/$/ }, { status: 503 })
    remove()
    expect((await fetch(address)).status).toBe(200)
    sandbox.clearFaults()
    expect((await fetch(`${sandbox.url}/v2/`)).status).toBe(200)
  })

  test('from the start, where the options say so', async () => {
    const broken = await startSandbox({
      port: 0,
      images: false,
      faults: [{ match: { path: /./ }, fault: { status: 500 } }],
    })
    expect((await fetch(`${broken.url}/v2/`)).status).toBe(500)
    await broken.close()
  })
})

describe('what goes wrong', () => {
  test('another answer, and the endpoint is not asked', async () => {
    sandbox.setFault({ method: 'DELETE', path: /./ }, { status: 403, headers: { 'X-Why': 'policy' }, body: '<html>' })
    const response = await fetch(address, { method: 'DELETE' })
    expect(response.headers.get('x-why')).toBe('policy')
    expect(await response.text()).toBe('<html>')
    expect(sandbox.store.tags('org/app')).toEqual(['1.0'])
  })

  test('the right answer, late', async () => {
    sandbox.setFault(manifests, { delayMs: 20 })
    expect(computeDigest(await (await fetch(address)).text())).toBe(built.digest)
  })

  test('the right answer, in drops', async () => {
    sandbox.setFault(manifests, { dripBytes: Math.ceil(built.size / 3), everyMs: 5 })
    const response = await fetch(address)
    const pieces: Uint8Array[] = []
    for await (const piece of response.body ?? []) pieces.push(piece)
    expect(pieces.length).toBeGreaterThan(1)
    expect(computeDigest(Buffer.concat(pieces))).toBe(built.digest)
  })

  test('drops end when the client leaves, and when the registry closes', async () => {
    sandbox.setFault(manifests, { dripBytes: 1, everyMs: 60_000 })
    const leaving = new AbortController()
    const left = await fetch(address, { signal: leaving.signal })
    leaving.abort()
    await expect(left.text()).rejects.toMatchObject({ name: 'AbortError' })
    const pending = expect((await fetch(address)).text()).rejects.toThrow('terminated')
    await sandbox.close()
    await pending
  })

  test('bytes that are no HTTP', async () => {
    sandbox.setFault({ ...manifests, times: 1 }, { raw: 'SSH-2.0-OpenSSH_9.2\r\n' })
    await expect(fetch(address)).rejects.toThrow()
    expect((await fetch(address)).status).toBe(200)
  })

  test('no answer at all; closing does not wait for it', async () => {
    sandbox.setFault(manifests, { hang: true })
    const signal = AbortSignal.timeout(50)
    await expect(fetch(address, { signal })).rejects.toMatchObject({ name: 'TimeoutError' })
    const pending = expect(fetch(address)).rejects.toThrow('fetch failed')
    await expect.poll(() => sandbox.requests).toMatchObject([{ status: 0 }, { status: 0 }])
    await sandbox.close()
    await pending
  })

  test('closing does not wait for a late answer either', async () => {
    sandbox.setFault(manifests, { delayMs: 60_000 })
    const pending = expect(fetch(address)).rejects.toThrow('fetch failed')
    await expect.poll(() => sandbox.requests).toHaveLength(1)
    await sandbox.close()
    await pending
  })

  test.each([{ truncate: 0 }, { truncate: 10 }, { truncate: 1_000_000 }, { reset: true as const }])(
    'a connection that ends early: %j',
    async (fault) => {
      sandbox.setFault(manifests, fault)
      const response = await fetch(address)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-length')).toBe(String(built.size))
      await expect(response.text()).rejects.toThrow('terminated')
    },
  )

  test.each([
    { fault: { reset: true as const }, end: 'ECONNRESET' },
    { fault: { truncate: 10 }, end: 'FIN' },
  ])('a connection that ends by $end', async ({ fault, end }) => {
    sandbox.setFault(manifests, fault)
    const socket = connect(sandbox.port, '127.0.0.1')
    const ended = new Promise((resolve) => {
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code))
      socket.on('end', () => resolve('FIN'))
    })
    socket.resume().write('GET /v2/org/app/manifests/1.0 HTTP/1.1\r\nHost: localhost\r\n\r\n')
    expect(await ended).toBe(end)
    socket.destroy()
  })

  test('headers that come several times', async () => {
    sandbox.setFault(manifests, {
      status: 401,
      headers: { 'WWW-Authenticate': ['Basic realm="a"', 'Bearer realm="b"'] },
    })
    const response = await fetch(address)
    expect(response.headers.get('www-authenticate')).toBe('Basic realm="a", Bearer realm="b"')
  })

  test('one bit, with the digest still that of the truth', async () => {
    sandbox.setFault(manifests, { flipByte: true })
    const response = await fetch(address)
    const body = Buffer.from(await response.arrayBuffer())
    expect(body.byteLength).toBe(built.size)
    expect(body.filter((byte, position) => byte !== built.bytes[position])).toHaveLength(1)
    expect(response.headers.get('docker-content-digest')).toBe(built.digest)
    expect(computeDigest(sandbox.store.getManifest('org/app', '1.0')?.bytes ?? '')).toBe(built.digest)
  })

  test('other headers, and some left out, in any spelling', async () => {
    const headers = { 'docker-content-digest': undefined, 'CONTENT-TYPE': 'text/html', 'X-New': '1' }
    sandbox.setFault(manifests, { headers })
    const response = await fetch(address)
    expect(response.status).toBe(200)
    expect(response.headers.has('docker-content-digest')).toBe(false)
    expect(response.headers.get('content-type')).toBe('text/html')
    expect(response.headers.get('x-new')).toBe('1')
    expect(computeDigest(await response.text())).toBe(built.digest)
  })
})

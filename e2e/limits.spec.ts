/** Floods, slow clients and the end of the process, against a server of its own. */
import { once, setMaxListeners } from 'node:events'
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { computeDigest } from '@/lib/oci/compute-digest'
import { expect, test } from './fixtures'
import { freePort } from './support/free-port'
import { pushImage, readManifest } from './support/push-image'
import { startProduct } from './support/start-product'

test.describe.configure({ timeout: 120_000 })

/** How a request comes to the product. */
interface Way {
  /** Everything in 127.0.0.0/8 is this machine, and each address counts as somebody else. */
  from?: string
  headers?: Record<string, string>
}

const neighbour = '127.0.0.2'

interface Answer {
  status: number
  body: string
  retryAfter: string | undefined
}

function ask(
  url: string,
  { from = '127.0.0.1', headers = {}, signal }: Way & { signal?: AbortSignal } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { localAddress: from, agent: false, headers, signal }, async (response) => {
      let body = ''
      for await (const chunk of response) body += chunk
      resolve({ status: response.statusCode ?? 0, body, retryAfter: response.headers['retry-after'] })
    })
    request.on('error', reject).end()
  })
}

async function listen(handler: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(handler)
  const port = await freePort()
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const close = () => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  }
  return { host: `localhost:${port}`, close }
}

interface Visitors {
  environment: Record<string, string>
  one: Way
  /** The same visitor, who says to be somebody else. */
  forged: Way[]
  another: Way
}

const says = (addresses: string) => ({ 'x-forwarded-for': addresses })
const visitors: Record<string, Visitors> = {
  'who come by themselves': {
    environment: {},
    one: { from: '127.0.0.3' },
    forged: [{ from: '127.0.0.3', headers: says('198.51.100.8') }],
    another: { from: neighbour },
  },
  'behind a proxy': {
    environment: { ARCHIPELAGO_TRUSTED_PROXIES: '127.0.0.1' },
    one: { headers: says('198.51.100.7') },
    forged: [
      { headers: says('198.51.100.8, 198.51.100.7') },
      { headers: says('198.51.100.8, 198.51.100.7, 127.0.0.1') },
    ],
    another: { headers: says('198.51.100.8') },
  },
}

for (const [title, { environment, one, forged, another }] of Object.entries(visitors))
  test(`of visitors ${title}, who asks for too much is told to wait, and nobody else waits for them`, async () => {
    const silent = await listen(() => {})
    const product = await startProduct({ environment: () => environment })
    // what it asks itself for at its start takes a turn too
    await expect.poll(async () => (await ask(`${product.url}/metrics`)).body).toContain('endpoint="/preview.png"')
    const leaving = new AbortController()
    setMaxListeners(400, leaving.signal)
    const image = (tag: number) => `${product.url}/api/v1/image?ref=${silent.host}/a/b:${tag}`
    const answers: Answer[] = []
    for (let tag = 0; tag < 400; tag += 1)
      ask(image(tag), { ...one, signal: leaving.signal }).then(
        (answer) => answers.push(answer),
        () => {},
      )

    await expect.poll(() => answers.length).toBe(80)

    for (const { status, body, retryAfter } of answers) {
      expect([status, JSON.parse(body).error.code, retryAfter]).toEqual([429, 'TOO_BUSY', '5'])
      expect(JSON.parse(body).error).toMatchObject({ retryAfter: 5, message: expect.stringContaining('try again') })
    }
    for (const way of forged) expect((await ask(`${product.url}/`, way)).status).toBe(429)
    expect((await ask(`${product.url}/`, another)).status).toBe(200)
    const metrics = (await ask(`${product.url}/metrics`)).body
    expect(metrics).toMatch(/^archipelago_work_running 64$/m)
    expect(metrics).toMatch(/^archipelago_work_waiting 256$/m)
    expect(metrics).toContain(`archipelago_requests_sent_away_total{code="TOO_BUSY"} ${80 + forged.length}`)
    leaving.abort()
    await expect
      .poll(async () => (await ask(`${product.url}/metrics`)).body)
      .toMatch(/^archipelago_work_running 0\n(?:.*\n)*archipelago_work_waiting 0$/m)
    expect((await ask(`${product.url}/`)).status).toBe(200)
    await product.close()
    await silent.close()
  })

test('idle connections and a slow upload harm nobody, and are cut off', async () => {
  const product = await startProduct()
  const { hostname, port } = new URL(product.url)
  const memory = async () =>
    Number(/^process_resident_memory_bytes (\d+)$/m.exec((await ask(`${product.url}/metrics`)).body)?.[1])
  await ask(`${product.url}/`)
  const before = await memory()
  const sockets: Socket[] = []
  const open = async () => {
    const socket = connect(Number(port), hostname)
    socket.on('error', () => {}).resume()
    sockets.push(socket)
    await once(socket, 'connect')
    return socket
  }
  for (let count = 0; count < 500; count += 1) await open()
  const drip = await open()
  drip.write(
    'POST /api/v1/compose/plan HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 900000\r\n\r\n{',
  )
  const dripping = setInterval(() => drip.write(' '), 100)

  for (let count = 0; count < 20; count += 1)
    expect((await ask(`${product.url}/`, { from: neighbour })).status).toBe(200)

  expect((await memory()) - before).toBeLessThan(256 * 1024 * 1024)
  await expect.poll(() => sockets.slice(0, 500).filter(({ closed }) => !closed).length, { timeout: 30_000 }).toBe(0)
  await expect.poll(() => drip.closed, { timeout: 50_000 }).toBe(true)
  clearInterval(dripping)
  await product.close()
})

test('told to end, it lets a push finish and takes nothing new', async ({ registry, repository }) => {
  await pushImage(registry, { repository, tag: '1.0-amd64', platform: 'linux/amd64' })
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  let isWriting = false
  const slow = await listen(async (request, response) => {
    if (request.method === 'PUT' && request.url?.endsWith('/manifests/1.0')) {
      isWriting = true
      await held
    }
    const passedOn = httpRequest(`${registry.url}${request.url}`, { method: request.method, headers: request.headers })
    passedOn.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    request.pipe(passedOn)
  })
  const product = await startProduct()
  const post = (path: string, body: object) =>
    fetch(`${product.url}/api/v1/compose/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: product.url },
      body: JSON.stringify(body),
    })
  const name = `${slow.host}/${repository}`
  const form = { target: `${name}:1.0`, sources: [{ reference: `${name}:1.0-amd64` }] }
  const plan = (await (await post('plan', form)).json()) as { index: { digest: string } }
  const pushed = post('push', { ...form, digest: plan.index.digest, expected: null }).then((answer) => answer.text())
  await expect.poll(() => isWriting).toBe(true)

  process.kill(product.pid ?? 0, 'SIGTERM')

  await expect.poll(async () => (await ask(`${product.url}/healthz`)).status).toBe(503)
  const refused = await ask(`${product.url}/api/v1/image?ref=${name}:1.0-amd64`)
  expect(JSON.parse(refused.body).error).toMatchObject({
    code: 'SHUTTING_DOWN',
    message: expect.stringContaining('takes no new work'),
  })
  expect((await ask(`${product.url}/`)).body).toContain('takes no new work')
  release()
  expect(JSON.parse((await pushed).trim().split('\n').at(-1) ?? '{}')).toMatchObject({ event: 'done' })
  const written = await readManifest(registry, repository, '1.0')
  expect(computeDigest(written ?? '')).toBe(plan.index.digest)
  await expect
    .poll(() =>
      ask(`${product.url}/healthz`).then(
        () => 'there',
        () => 'gone',
      ),
    )
    .toBe('gone')
  await product.close()
  await slow.close()
})

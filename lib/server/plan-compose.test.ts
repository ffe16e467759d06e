import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ComposeInput, composeInputSchema, type PushEvent } from '@/lib/contract/compose'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import { planCompose } from './plan-compose'
import { pushIndex } from './push-index'
import { createTestContext } from './test-context'

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox({ port: 0 })
})
afterEach(() => sandbox.close())

/** The target opened for editing, as the image page’s button does. */
function editOf(name: string, more: Partial<ComposeInput> = {}): ComposeInput {
  const target = `${sandbox.registry}/${name}`
  return composeInputSchema.parse({ target, sources: [{ reference: target }], ...more })
}

async function tagBytes(name: string): Promise<string> {
  const [repository, tag] = name.split(':')
  const accept = 'application/vnd.oci.image.index.v1+json'
  const response = await fetch(`${sandbox.url}/v2/${repository}/manifests/${tag}`, { headers: { accept } })
  return await response.text()
}

test('an index opened for editing is what it is, byte for byte', async () => {
  const plan = await planCompose(editOf('demo/app:1.0'), createTestContext().context)
  expect(plan.index.body).toBe(await tagBytes('demo/app:1.0'))
  expect(plan.current).toMatchObject({ digest: plan.index.digest, body: plan.index.body })
  expect(plan.problems.map(({ code }) => code)).toEqual(['INDEX_REUSED', 'TARGET_UNCHANGED'])
})

test('an edit is planned, pushed as planned, and leaves the rest as it was', async () => {
  const { again } = createTestContext()
  const before = await tagBytes('demo/app:1.0')
  const [first] = (await planCompose(editOf('demo/app:1.0'), again())).entries
  const edits = { remove: [first?.digest ?? ''], annotations: {}, artifactType: 'application/vnd.example.set' }
  const input = editOf('demo/app:1.0', { edits })
  const plan = await planCompose(input, again())
  expect(plan.removed?.map(({ digest }) => digest)).toContain(first?.digest)
  expect(plan.commands.curl).toContain(plan.index.digest)
  const events: PushEvent[] = []
  const confirmed = { digest: plan.index.digest, expected: plan.current?.digest ?? null }
  for await (const event of pushIndex({ ...input, ...confirmed }, again())) events.push(event)
  expect(events.at(-1)).toMatchObject({ event: 'done', digest: plan.index.digest })
  expect(await tagBytes('demo/app:1.0')).toBe(plan.index.body)
  const [was, is] = [JSON.parse(before), JSON.parse(plan.index.body)]
  const isOf = ({ digest, annotations = {} }: { digest: string; annotations?: Record<string, string> }) =>
    digest === first?.digest || Object.values(annotations).includes(first?.digest ?? '')
  expect(is.manifests).toEqual(was.manifests.filter((entry: { digest: string }) => !isOf(entry)))
  expect(is.artifactType).toBe('application/vnd.example.set')
})

test('a further tag that would move says which one', async () => {
  const plan = await planCompose(editOf('demo/app:1.0', { tags: ['latest', '1.1-amd64'] }), createTestContext().context)
  const tags = plan.problems.flatMap(({ code, tag }) => (code === 'TAG_OVERWRITTEN' && tag ? [tag] : []))
  expect(tags).toContain('1.1-amd64')
})

test.each([
  ['asks for a sign-in', { status: 401, headers: { 'WWW-Authenticate': 'Basic realm="r"' } }, { code: 'UNAUTHORIZED' }],
  ['refuses', { status: 403 }, { code: 'DENIED' }],
  ['asks to wait', { status: 429, headers: { 'Retry-After': '90' } }, { code: 'RATE_LIMITED', retryAfter: 90 }],
  ['sends nonsense', { status: 200, body: '<html>' }, { code: 'REGISTRY_INVALID' }],
  ['sends what is no manifest', { status: 200, body: '{"schemaVersion":2}' }, { code: 'UNPROCESSABLE' }],
])(
  'there is no plan where the target’s registry %s, and the answer says so by its code',
  async (_name, fault, error) => {
    sandbox.setFault({ path: /manifests\/9\.9/ }, { headers: {}, body: '', ...fault })
    const sources = [{ reference: `${sandbox.registry}/demo/app:1.0` }]
    const plan = planCompose(editOf('demo/app:9.9', { sources }), createTestContext().context)
    const message = expect.stringContaining('demo/app:9.9 names today cannot be read')
    await expect(plan).rejects.toMatchObject({ error: { ...error, message } })
  },
)

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { checkDockerfileEndpoint, type DockerfileInput } from '@/lib/contract/dockerfile'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import { checkDockerfile } from './check-dockerfile'
import { newerTags } from './check-dockerfile-tags'
import { createTestContext } from './test-context'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
})
afterAll(() => sandbox.close())
beforeEach(() => {
  sandbox.clearFaults()
  sandbox.requests.length = 0
})

/** `@` in the text stands for the sandbox. */
const check = (text: string, input: Partial<DockerfileInput> = {}) =>
  checkDockerfile(
    checkDockerfileEndpoint.input.parse({ ...input, dockerfile: text.replaceAll('@', `${sandbox.registry}/`) }),
    createTestContext().context,
  )

const everything = 'FROM @demo/everywhere:2.3\n'
const states = (cells: { platform: string; state: string }[]) =>
  Object.fromEntries(cells.map(({ platform, state }) => [platform, state]))

describe('bases', () => {
  test('each stage has its platforms, and what all of them share is named', async () => {
    const answer = await check(
      `${everything}FROM @demo/nginx-base:1.25\nCOPY --from=0 a b\nCOPY --from=@demo/app:1.0 a b\n`,
    )
    expect(answer.stages.map(({ platforms }) => platforms.length)).toEqual([9, 2])
    expect(answer.copies).toMatchObject([{ how: 'copy', line: 4, platforms: ['linux/amd64', 'linux/arm64'] }])
    expect(answer.shared).toEqual(['linux/amd64', 'linux/arm64'])
    expect(answer.command).toBe('docker buildx build --platform linux/amd64,linux/arm64 .')
  })

  test('stages on stages and scratch are no images', async () => {
    const answer = await check(`${everything.trim()} AS a\nFROM a AS b\nFROM scratch\nCOPY --from=b a b\n`)
    expect(answer.stages.map(({ isExternal, base }) => [isExternal, base])).toEqual([
      [true, undefined],
      [false, 0],
      [false, undefined],
    ])
    expect(answer.shared).toHaveLength(9)
  })

  test('a stage that the last one does not need decides nothing', async () => {
    const answer = await check(`FROM @demo/app:1.0-amd64\n${everything}`, { platforms: ['linux/s390x'] })
    expect(answer).toMatchObject({
      stages: [{ isUsed: false }, { isUsed: true }],
      missing: [],
      shared: expect.anything(),
    })
    expect(answer.command).toContain('linux/s390x')
  })

  test('a stage on the build machine needs that platform alone', async () => {
    const text = `FROM --platform=$BUILDPLATFORM @demo/app:1.0-amd64 AS b\n${everything}COPY --from=b a b\n`
    const answer = await check(text, { platforms: ['linux/arm64'] })
    expect(answer).toMatchObject({ stages: [{ platform: 'linux/amd64', isOnBuildMachine: true }, {}], missing: [] })
    const onArm = await check(text, { platforms: ['linux/arm64'], buildPlatform: 'linux/arm64' })
    expect(onArm.missing).toMatchObject([{ platform: 'linux/arm64', lines: [1] }])
  })

  test('a name with the target’s architecture is another image for each', async () => {
    const answer = await check('FROM @demo/app:1.0-$TARGETARCH\n', {
      platforms: ['linux/amd64', 'linux/arm64', 'linux/s390x'],
    })
    const [stage] = answer.stages
    expect(states(stage?.cells ?? [])).toEqual({ 'linux/amd64': 'has', 'linux/arm64': 'has', 'linux/s390x': 'lacks' })
    expect(stage?.cells[1]?.reference).toBe(`${sandbox.registry}/demo/app:1.0-arm64`)
    expect((await check('FROM @demo/app:1.0-$TARGETARCH\n')).shared).toEqual(['linux/amd64', 'linux/arm64'])
  })

  test('values are used, and stand in the command', async () => {
    const answer = await check('ARG V\nFROM @demo/app:$V\n', { args: { V: '1.0', OTHER: "it's" } })
    expect(answer.stages[0]?.reference).toBe(`${sandbox.registry}/demo/app:1.0`)
    expect(answer.command).toMatch(/ --build-arg V=1\.0 \.$/)
  })

  test('an image that is named twice is read once', async () => {
    await check(`${everything}FROM @demo/everywhere:2.3\nCOPY --from=@demo/everywhere:2.3 a b\n`)
    expect(sandbox.requests).toHaveLength(1)
  })
})

describe('what is missing', () => {
  test('is named with its line, and a newer tag that has all of it', async () => {
    const answer = await check('FROM @demo/app:1.0-amd64\n', { platforms: ['linux/amd64', 'linux/arm64'] })
    const reference = `${sandbox.registry}/demo/app:1.0-amd64`
    expect(answer.missing).toEqual([{ platform: 'linux/arm64', reference, lines: [1] }])
    expect(answer.suggestions.map(({ suggested }) => suggested)).toContain(`${sandbox.registry}/demo/app:1.0`)
    expect(answer.suggestions.map(({ suggested }) => suggested)).not.toContain(`${sandbox.registry}/demo/app:1.0-arm64`)
    expect(answer.command).toBe('docker buildx build --platform linux/amd64 .')
  })

  test('nothing is looked for when nothing is missing', async () => {
    await check(everything, { platforms: ['linux/arm64'] })
    expect(sandbox.requests.filter(({ path }) => path.includes('/tags/'))).toEqual([])
  })

  test('a registry that lists no tags is no failure', async () => {
    sandbox.setFault({ path: /tags\/list/ }, { status: 403, body: '{}' })
    const answer = await check('FROM @demo/app:1.0-amd64\n', { platforms: ['linux/arm64'] })
    expect(answer).toMatchObject({ suggestions: [], missing: [{}] })
    expect(answer.command).toBeUndefined()
  })

  test('candidates are newer, of the same flavour first, at most twenty', () => {
    const tags = ['8', '8-slim', '9-slim', '11.0.2-slim', '11', 'latest', '7-slim', 'sha256-abc', '0123456789abcdef']
    expect(newerTags(tags, '8-slim')).toEqual(['11.0.2-slim', '9-slim', 'latest', '11', '8'])
    expect(
      newerTags(
        Array.from({ length: 50 }, (_, n) => `1.${n}`),
        '1.1',
      ),
    ).toHaveLength(20)
  })
})

describe('what cannot be read', () => {
  test.each([
    ['FROM @demo/nope:1', 'NOT_FOUND'],
    ['FROM @Demo/app:1.0', 'REFERENCE_INVALID'],
    ['FROM @demo/broken:helm-chart', 'UNPROCESSABLE'],
    ['FROM a b c', 'UNPROCESSABLE'],
    ['FROM $X', 'UNPROCESSABLE'],
  ])('%s is said in its row, and the others stand', async (line, code) => {
    const answer = await check(`${line}\n${everything}COPY --from=0 a b\n`)
    expect(answer.stages).toMatchObject([{ problem: { code }, platforms: [] }, { platforms: { length: 9 } }])
    expect(answer).toMatchObject({ shared: [] })
    expect(answer.command).toBeUndefined()
  })

  test('a registry that refuses is named in words', async () => {
    sandbox.setFault({ path: /manifests/ }, { status: 403, body: '{}' })
    const [stage] = (await check(everything)).stages
    expect(stage?.problem).toMatchObject({ code: 'DENIED', message: expect.stringContaining('localhost') })
  })

  test.each([
    ['no FROM', '# nothing\n', 'no FROM here'],
    ['a wrong line', 'FROM scratch\nFOO\n', 'not an instruction'],
  ])('%s is a problem, not a failure', async (_, text, message) => {
    expect((await check(text)).problems[0]?.message).toContain(message)
  })

  test.each([
    ['too many stages', 'FROM scratch\n'.repeat(101), {}, 'UNPROCESSABLE'],
    ['too many bytes', `# ${'é'.repeat(200_000)}`, {}, 'TOO_LARGE'],
    ['no platform', 'FROM scratch', { platforms: ['arm64'] }, 'REQUEST_INVALID'],
    [
      'too many images',
      Array.from({ length: 90 }, (_, n) => `FROM @a:${n}-$TARGETARCH`).join('\n'),
      {},
      'UNPROCESSABLE',
    ],
  ])('%s is refused', async (_, text, input, code) => {
    await expect(check(text, input)).rejects.toMatchObject({ error: { code } })
  })

  test('a caller who leaves ends it', async () => {
    const leaving = new AbortController()
    sandbox.setFault({ path: /manifests/ }, { hang: true })
    const input = checkDockerfileEndpoint.input.parse({ dockerfile: `FROM ${sandbox.registry}/demo/app:1.0` })
    const checking = checkDockerfile(input, createTestContext().again(leaving.signal))
    leaving.abort()
    await expect(checking).rejects.toThrow()
  })
})

test('a compose file and a list of names have rows, and no build', async () => {
  const compose = await check('services:\n  web:\n    image: @demo/app:1.0\n  db:\n    image: @demo/app:1.0-arm64\n')
  expect(compose).toMatchObject({
    kind: 'compose',
    shared: ['linux/arm64'],
    stages: [{ name: 'web', line: 3 }, { name: 'db' }],
  })
  const names = await check('@demo/app:1.0\n@demo/everywhere:2.3\n', { platforms: ['linux/s390x'] })
  expect(names).toMatchObject({ kind: 'names', missing: [{ platform: 'linux/s390x', lines: [1] }] })
  expect([compose.command, names.command]).toEqual([undefined, undefined])
})

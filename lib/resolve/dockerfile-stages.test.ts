import { describe, expect, test } from 'vitest'
import { formatPlatform } from '@/lib/oci/platform'
import { parseDockerfile } from './dockerfile'
import { type BuildSettings, type ResolvedStage, resolveStages } from './dockerfile-stages'

const settings = (args: Record<string, string> = {}, architecture = 'arm64'): BuildSettings => ({
  args,
  target: { os: 'linux', architecture },
  build: { os: 'linux', architecture: 'amd64' },
})

const baseText = ({ base }: ResolvedStage) =>
  base.kind === 'image' ? base.reference : base.kind === 'stage' ? `#${base.stage}` : base.kind

/** `image AS name on platform` of each stage, the stages between bars. */
function show(text: string, args: Record<string, string>): string {
  const file = parseDockerfile(text)
  return resolveStages(file, settings(args))
    .map((stage, position) => {
      const { name, platform } = file.stages[position] ?? {}
      return `${baseText(stage)}${name ? ` AS ${name}` : ''}${platform ? ` on ${formatPlatform(stage.platform)}` : ''}`
    })
    .join(' | ')
}

const cases: [string, string, Record<string, string>, string][] = [
  ['a default', 'ARG V=3\nFROM alpine:$V\n', {}, 'alpine:3'],
  ['a given value wins', `ARG V=3\nFROM alpine:\${V}\n`, { V: '4' }, 'alpine:4'],
  ['an ARG without default', `ARG V\nFROM alpine:\${V:-9}\n`, {}, 'alpine:9'],
  ['an ARG without default that is given', 'ARG V\nFROM alpine:$V\n', { V: '4' }, 'alpine:4'],
  ['a given value that is not declared', `FROM alpine:\${V:-9}\n`, { V: '4' }, 'alpine:9'],
  ['a default that uses others', `ARG V=3\nARG W=$V.1\nARG X="x\${W}"\nFROM alpine:$X\n`, {}, 'alpine:x3.1'],
  ['a default sees only what stands above', `ARG W=\${V:-none}\nARG V=3\nFROM alpine:$W\n`, {}, 'alpine:none'],
  ['several ARGs of one line', `ARG A=1 B=2 C\nFROM alpine:$A.$B\${C}\n`, {}, 'alpine:1.2'],
  ['the last declaration counts', 'ARG A=1\nARG A=2\nFROM a:$A\n', {}, 'a:2'],
  ['a declaration without default keeps the value', 'ARG A=1\nARG A\nFROM a:$A\n', {}, 'a:1'],
  ['an ARG within a stage is not seen by FROM', `FROM a\nARG V=3\nFROM b:\${V:-none}\n`, {}, 'a | b:none'],
  ['an alternative where there is a value', `ARG D=1\nFROM a\${D:+-debug}\nFROM b\${E:+-debug}\n`, {}, 'a-debug | b'],
  ['empty and missing are told apart', `ARG D=\nFROM a\${D-x}b\${D:-y}c\${E-z}\n`, {}, 'abycz'],
  ['a value that is demanded and there', `ARG D=1\nFROM a\${D:?no}\n`, {}, 'a1'],
  ['a variable within a default', `ARG B=2\nFROM a:\${A:-\${B:-3}}\n`, {}, 'a:2'],
  [
    'patterns cut off',
    `ARG V=1.2.3\nFROM a:\${V%.*}\nFROM b:\${V%%.*}\nFROM c:\${V#*.}\nFROM d:\${V##*.}\n`,
    {},
    'a:1.2 | b:1 | c:2.3 | d:3',
  ],
  ['a part replaced', `ARG V=1.2.3\nFROM a:\${V/./-}\nFROM b:\${V//./-}\n`, {}, 'a:1-2.3 | b:1-2-3'],
  ['an escaped dollar sign', 'ARG V=1\nFROM a\\$V\n', {}, 'a$V'],
  ['a quoted image', `ARG V=1\nFROM "alpine:\${V}" AS x\n`, {}, 'alpine:1 AS x'],
  ['no variables in single quotes', "ARG V=1\nFROM 'alpine:$V'\n", {}, 'alpine:$V'],
  ['where a name ends', 'ARG V=1\nFROM a:$V-x_$V_y.$V\n', {}, 'a:1-x_.1'],
  ['a dollar sign alone', 'FROM alpine$\n', {}, 'alpine$'],
  [
    'the platform of the build machine, and a fixed one',
    'FROM --platform=$BUILDPLATFORM golang AS b\nFROM --platform=linux/arm64 alpine\n',
    {},
    'golang AS b on linux/amd64 | alpine on linux/arm64',
  ],
  ['a platform from an ARG', `ARG P=linux/s390x\nFROM --platform=\${P} a\n`, {}, 'a on linux/s390x'],
  ['the target’s architecture in a name', 'FROM alpine-$TARGETARCH\n', {}, 'alpine-arm64'],
]

// BuildKit 0.26.3 works each of these out just so.
test.each(cases)('%s', (_, text, args, expected) => {
  expect(show(text, args)).toBe(expected)
})

describe('stages', () => {
  const resolve = (text: string, architecture?: string) =>
    resolveStages(parseDockerfile(text), settings({}, architecture))

  test.each([
    ['a stage above', 'FROM a AS x\nFROM X\n', ['a', '#0']],
    ['the last of two with one name', 'FROM a AS x\nFROM b AS x\nFROM x\n', ['a', 'b', '#1']],
    ['no stage below', 'FROM x\nFROM a AS x\n', ['x', 'a']],
    ['not itself', 'FROM alpine AS alpine\n', ['alpine']],
    ['no number', 'FROM a\nFROM 0\n', ['a', '0']],
    ['nothing', 'FROM scratch\n', ['scratch']],
    ['an image named like nothing', 'FROM Scratch\n', ['Scratch']],
  ])('FROM means %s', (_, text, expected) => {
    expect(resolve(text).map(baseText)).toEqual(expected)
  })

  test.each([
    ['the last stage alone', 'FROM a\nFROM b\n', [false, true]],
    ['what it stands on', 'FROM a AS x\nFROM b\nFROM x\n', [true, false, true]],
    [
      'what it copies from, and what that needs',
      'FROM a AS x\nFROM x AS y\nFROM b\nCOPY --from=Y a b\n',
      [true, true, true],
    ],
    ['what it mounts', 'FROM a\nFROM b AS y\nFROM c\nRUN --mount=from=y,target=/y true\n', [false, true, true]],
    ['stages in a circle', 'FROM a AS x\nCOPY --from=y a b\nFROM b AS y\nCOPY --from=x a b\n', [true, true]],
  ])('used is %s', (_, text, expected) => {
    expect(resolve(text).map(({ isUsed }) => isUsed)).toEqual(expected)
  })

  test.each([
    ['the target’s', 'FROM a\n', { platform: 'linux/s390x', isOnBuildMachine: false, isFixed: false }],
    ['the target’s, said', 'FROM --platform=$TARGETPLATFORM a\n', { platform: 'linux/s390x', isFixed: false }],
    ['the build machine’s', 'FROM --platform=$BUILDPLATFORM a\n', { platform: 'linux/amd64', isOnBuildMachine: true }],
    ['a fixed one', 'FROM --platform=linux/arm/v7 a\n', { platform: 'linux/arm/v7', isFixed: true }],
    ['a short one', 'FROM --platform=aarch64 a\n', { platform: 'linux/arm64', isFixed: true }],
    ['an operating system alone', 'FROM --platform=windows a\n', { platform: 'windows/amd64', isFixed: true }],
  ])('the platform is %s', (_, text, expected) => {
    const [stage] = resolve(text, 's390x').map(({ platform, ...rest }) => ({
      ...rest,
      platform: formatPlatform(platform),
    }))
    expect(stage).toMatchObject(expected)
  })

  test('a stage on another stage has its platform', () => {
    const [, stage] = resolve('FROM --platform=$BUILDPLATFORM a AS x\nFROM x\n', 's390x')
    expect(stage).toMatchObject({ isOnBuildMachine: true, platform: { architecture: 'amd64' } })
  })
})

test('variables that double each other are given up, not worked out', () => {
  const doubling = Array.from({ length: 40 }, (_, n) => `ARG A${n + 1}=$A${n}$A${n}`).join('\n')
  const [stage] = resolveStages(parseDockerfile(`ARG A0=0123456789\n${doubling}\nFROM x:$A40\n`), settings())
  expect(stage?.base).toMatchObject({ kind: 'unknown', problem: expect.stringContaining('too long') })
})

test.each([
  ['nested variables', `FROM ${'${a:-'.repeat(1000)}`],
  ['wildcards', `ARG V=${'a'.repeat(2000)}\nFROM x:\${V%%${'*a'.repeat(60)}b}`],
])('%s without end are no trouble', (_, text) => {
  expect(resolveStages(parseDockerfile(text), settings())).toHaveLength(1)
})

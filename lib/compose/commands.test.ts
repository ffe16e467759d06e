import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { mediaTypes } from '@/lib/oci/media-type'
import { parseReference } from '@/lib/oci/reference'
import { composeCommands } from './commands'
import { planIndex } from './plan'
import type { PlanRequest } from './plan-request'
import type { Source } from './source'
import { attestationOf, entryOf, image, imageFor, indexOf, indexOfImages, requestOf, source } from './source.fixture'

const amd64 = imageFor('linux/amd64')
const arm = imageFor('linux/arm/v7')
const repository = 'registry.test/team/app'
const sources = [source('1.0-amd64', amd64), source('1.0-arm', arm)]

function commandsOf(chosen: Source[], options: Partial<PlanRequest> = {}) {
  const request = requestOf(chosen, options)
  return composeCommands({
    target: request.target,
    sources: chosen,
    plan: planIndex(request),
    tags: request.tags,
    backup: request.backup,
  })
}

/** The words a shell makes of a command line. */
function wordsOf(command: string): string[] {
  const script = `show() { printf '%s\\n' "$@"; }; show ${command}`
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' }).trimEnd().split('\n')
}

describe('two images under one tag', () => {
  const commands = commandsOf(sources)

  it('docker manifest', () => {
    expect(commands.docker).toBe(
      [
        `docker manifest rm ${repository}:1.0 2>/dev/null || true`,
        `docker manifest create ${repository}:1.0 \\\n  ${repository}@${amd64.digest} \\\n  ${repository}@${arm.digest}`,
        `docker manifest annotate --os linux --arch amd64 ${repository}:1.0 ${repository}@${amd64.digest}`,
        `docker manifest annotate --os linux --arch arm --variant v7 ${repository}:1.0 ${repository}@${arm.digest}`,
        `docker manifest push --purge ${repository}:1.0`,
      ].join('\n'),
    )
  })

  it('docker buildx imagetools', () => {
    expect(wordsOf(commands.buildx)).toEqual([
      ...['docker', 'buildx', 'imagetools', 'create', '-t', `${repository}:1.0`],
      ...[`${repository}@${amd64.digest}`, `${repository}@${arm.digest}`],
    ])
  })

  it('crane', () => {
    expect(wordsOf(commands.crane)).toEqual([
      ...['crane', 'index', 'append', '-m', `${repository}@${amd64.digest}`, '-m', `${repository}@${arm.digest}`],
      ...['-t', `${repository}:1.0`],
    ])
  })

  it('regctl', () => {
    expect(wordsOf(commands.regctl)).toEqual([
      ...['regctl', 'index', 'create', `${repository}:1.0`],
      ...['--ref', `${repository}@${amd64.digest}`, '--ref', `${repository}@${arm.digest}`],
    ])
  })
})

describe('an old image that is kept under another tag', () => {
  const old = imageFor('linux/s390x')
  const commands = commandsOf(sources, { current: { digest: old.digest, content: old }, backup: '1.0-prev' })
  const names = [`${repository}@${old.digest}`, `${repository}:1.0-prev`]

  it('is copied first by crane and regctl', () => {
    expect(commands.crane.split('\n')[0]).toBe(['crane copy', ...names].join(' '))
    expect(commands.regctl.split('\n')[0]).toBe(['regctl image copy', ...names].join(' '))
  })

  it.each(['docker', 'buildx'] as const)('is told to those who use %s, with what to do', (tool) => {
    expect(commands[tool].split('\n')[0]).toMatch(/^# .* does not keep the old image/)
    expect(commands[tool].split('\n')[0]).toContain(['crane copy', ...names].join(' '))
  })

  it('is no matter where nothing stands under the tag', () => {
    expect(commandsOf(sources, { backup: '1.0-prev' })).toEqual(commandsOf(sources))
  })
})

describe('a registry on this machine, without TLS', () => {
  const local = sources.map((each) => ({ ...each, reference: { ...each.reference, registry: 'localhost:5000' } }))
  const commands = commandsOf(local, { target: parseReference('localhost:5000/team/app:1.0') })

  it('is named insecure to those who ask for it', () => {
    expect(commands.docker).toContain('docker manifest create --insecure localhost:5000/team/app:1.0')
    expect(commands.docker).toContain('docker manifest push --purge --insecure localhost:5000/team/app:1.0')
    expect(commands.docker).toContain('docker manifest annotate --os linux')
    expect(commands.crane).toContain('crane --insecure index append')
    expect(commands.regctl).toContain('regctl registry set --tls disabled localhost:5000')
  })

  it('is not taken for one by its name alone', () => {
    const target = parseReference('localhost.example.org/team/app:1.0')
    expect(commandsOf(sources, { target }).docker).not.toContain('--insecure')
  })
})

it('further tags get the same index', () => {
  const { docker, buildx, crane, regctl } = commandsOf(sources, { tags: ['1', 'latest'] })
  expect(docker.match(/manifest push/g)).toHaveLength(3)
  expect(buildx).toContain(`-t ${repository}:latest`)
  expect(crane).toContain(`crane tag ${repository}:1.0 latest`)
  expect(regctl).toContain(`regctl image copy ${repository}:1.0 ${repository}:latest`)
})

it('Docker lists are asked for as such', () => {
  const docker = ['linux/amd64', 'linux/arm64'].map((name) => source(name.slice(6), imageFor(name, { docker: true })))
  const commands = commandsOf(docker)
  expect(commands.crane).toContain('--docker-empty-base')
  expect(commands.regctl).toContain('--media-type application/vnd.docker.distribution.manifest.list.v2+json')
})

it('annotations are quoted for the shell', () => {
  const value = 'it\'s $(echo "hurt") `too`; true'
  const { buildx, regctl, crane, docker } = commandsOf(sources, { annotations: { note: value } })
  expect(wordsOf(buildx)).toContain(`index:note=${value}`)
  expect(wordsOf(regctl)).toContain(`note=${value}`)
  expect(crane).toMatch(/^# crane cannot write annotations/)
  expect(docker).toMatch(/^# docker manifest cannot write/)
})

describe('an index with attestations', () => {
  const attestation = attestationOf(amd64.digest)
  const index = indexOf([entryOf(amd64), attestation], { children: [amd64] })
  const chosen = [source('a', index), source('1.0-arm', arm)]
  const { docker, buildx, crane, regctl } = commandsOf(chosen)

  it('is given to crane whole, to buildx as descriptors, to regctl entry by entry', () => {
    expect(wordsOf(crane)).toContain(`${repository}@${index.digest}`)
    expect(crane).not.toContain('#')
    const given = wordsOf(buildx).filter((word) => word.startsWith('{'))
    expect(given.map((text) => JSON.parse(text))).toEqual([entryOf(amd64), entryOf(arm), attestation])
    expect(regctl).toContain(`regctl index add ${repository}:1.0 --ref ${repository}@${attestation.digest}`)
    expect(regctl).toContain('--desc-platform unknown/unknown')
    expect(regctl).toContain(`--desc-annotation vnd.docker.reference.digest=${amd64.digest}`)
  })

  it('loses them with docker manifest, which says so', () => {
    expect(docker).toMatch(/^# docker manifest cannot write attestations/)
    expect(docker).not.toContain(attestation.digest)
  })
})

it('an index that stays as it is, is copied', () => {
  const index = indexOfImages(amd64, arm)
  const { buildx, crane, regctl } = commandsOf([source('0.9', index)])
  expect(crane).toBe(`crane copy ${repository}@${index.digest} ${repository}:1.0`)
  expect(regctl).toBe(`regctl image copy ${repository}@${index.digest} ${repository}:1.0`)
  expect(wordsOf(buildx).at(-1)).toBe(`${repository}@${index.digest}`)
})

it('a platform that the config does not say is passed on, or said to be lost', () => {
  const { buildx, crane, regctl } = commandsOf([source('x', amd64, { platform: 'linux/arm64' })])
  const [descriptor = ''] = wordsOf(buildx).filter((word) => word.startsWith('{'))
  expect(JSON.parse(descriptor).platform).toEqual({ architecture: 'arm64', os: 'linux' })
  expect(crane).toMatch(/^# crane takes the platform .* here it is linux\/arm64/)
  expect(regctl).toContain('--desc-platform linux/arm64')
})

it('a version of Windows reaches docker and regctl', () => {
  const windows = image({ config: { os: 'windows', architecture: 'amd64', 'os.version': '10.0.20348.1' } })
  const other = entryOf(windows, { platform: { os: 'windows', architecture: 'amd64', 'os.version': '10.0.17763.1' } })
  const index = indexOf([other], { children: [windows] })
  const { docker, regctl } = commandsOf([source('w', index), source('1.0-amd64', amd64)])
  expect(docker).toContain('--os windows --arch amd64 --os-version 10.0.17763.1')
  expect(wordsOf(regctl.split('\n').slice(-2).join('\n'))).toContain('windows/amd64,osver=10.0.17763.1')
})

it('a version of Windows, which buildx does not read from the config, is given to it', () => {
  const windows = image({ config: { os: 'windows', architecture: 'amd64', 'os.version': '10.0.20348.1' } })
  const { buildx } = commandsOf([source('w', windows), source('1.0-amd64', amd64)])
  expect(wordsOf(buildx).filter((word) => word.startsWith('{'))).toHaveLength(2)
  expect(buildx).toContain('"os.version":"10.0.20348.1"')
})

describe('what an index is beside its entries', () => {
  const subject = { mediaType: mediaTypes.ociManifest, digest: arm.digest, size: 1 }
  const index = indexOf([entryOf(amd64), entryOf(arm)], {
    ...{ children: [amd64, arm], fields: { artifactType: 'application/vnd.example.set', subject } },
  })
  const edits = { order: [arm.digest, amd64.digest] }

  it('reaches regctl, and is said to be lost by the others', () => {
    const { docker, buildx, crane, regctl } = commandsOf([source('x', index)], { edits })
    expect(wordsOf(regctl)).toEqual(expect.arrayContaining(['--artifact-type', 'application/vnd.example.set']))
    expect(wordsOf(regctl)).toEqual(expect.arrayContaining(['--subject', arm.digest]))
    for (const command of [docker, buildx, crane])
      expect(command).toMatch(
        /^# .* cannot write the artifact type application\/vnd\.example\.set and the subject sha256:/m,
      )
  })

  it('is copied with an index that stays as it is', () => {
    const { buildx, crane } = commandsOf([source('x', index)])
    expect(`${buildx}${crane}`).not.toContain('#')
  })
})

describe('a step of a GitHub Actions workflow', () => {
  const opening = '\u0024{{'
  const escaped = `${opening} '${opening}' }}`

  /** The script as YAML reads it: the lines of the block, without their indentation. */
  const scriptOf = (step = '') => step.split('  run: |\n')[1]?.replace(/^ {4}/gm, '')

  it('runs the commands of buildx', () => {
    const { actions, buildx } = commandsOf(sources)
    expect(scriptOf(actions)).toBe(buildx)
    expect(actions).toContain(`- name: "Push ${repository}:1.0"`)
  })

  it('gives GitHub nothing to evaluate, and keeps the lines of a value', () => {
    const { actions, buildx } = commandsOf(sources, { annotations: { note: `a ${opening} secrets.X }}\n\nb` } })
    expect(actions?.replaceAll(escaped, '')).not.toContain(opening)
    expect(scriptOf(actions)?.replaceAll(escaped, opening)).toBe(buildx)
  })
})

it('there are none for an empty plan', () => {
  expect(commandsOf([])).toEqual({ docker: '', buildx: '', crane: '', regctl: '' })
})

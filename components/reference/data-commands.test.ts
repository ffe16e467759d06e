import { describe, expect, it } from 'vitest'
import {
  apiCommand,
  compareCommands,
  guardedCommand,
  imageCommands,
  registryCommands,
  repositoryCommands,
} from './data-commands'

const digest = `sha256:${'a'.repeat(64)}`
const lines = (commands: { text: string }[]) => commands.map(({ text }) => text)

describe('commands', () => {
  it.each([
    ['a tag', 'ghcr.io/org/app:1.0', 'ghcr.io/org/app:1.0'],
    ['a digest', `ghcr.io/org/app@${digest}`, `ghcr.io/org/app@${digest}`],
    ['both, of which skopeo takes only the digest', `ghcr.io/org/app:1.0@${digest}`, `ghcr.io/org/app@${digest}`],
  ])('print the manifest of %s', (_name, reference, named) => {
    expect(lines(imageCommands([reference]))).toEqual([
      `docker buildx imagetools inspect --raw ${named}`,
      `crane manifest ${named}`,
      `regctl manifest get --format raw-body ${named}`,
      `skopeo inspect --raw docker://${named}`,
    ])
  })

  it('print several manifests, each on its line', () => {
    expect(imageCommands(['docker.io/library/a:1', 'docker.io/library/b:2'])[1]?.text).toBe(
      'crane manifest docker.io/library/a:1\ncrane manifest docker.io/library/b:2',
    )
  })

  it('tell two manifests apart', () => {
    const commands = compareCommands('ghcr.io/org/app:1.0', 'ghcr.io/org/app:1.1')
    expect(commands.find(({ tool }) => tool === 'crane')?.text).toBe(
      'diff <(crane manifest ghcr.io/org/app:1.0) \\\n     <(crane manifest ghcr.io/org/app:1.1)',
    )
    expect(commands.find(({ tool }) => tool === 'regctl')?.text).toBe(
      'regctl manifest diff ghcr.io/org/app:1.0 ghcr.io/org/app:1.1',
    )
  })

  it('list tags and repositories', () => {
    expect(lines(repositoryCommands('ghcr.io/org/app'))).toEqual([
      'crane ls ghcr.io/org/app',
      'regctl tag ls ghcr.io/org/app',
      'skopeo list-tags docker://ghcr.io/org/app',
    ])
    expect(lines(registryCommands('localhost:5000'))).toEqual([
      'crane catalog localhost:5000',
      'regctl repo ls localhost:5000',
    ])
  })

  it('quote what a shell would take apart', () => {
    expect(apiCommand('http://127.0.0.1:4100', '/api/v1/compare?base=a%2Fb%3A1&target=b%26').text).toBe(
      "curl -sS 'http://127.0.0.1:4100/api/v1/compare?base=a/b:1&target=b%26'",
    )
  })
})

it('plan, and then write with the token', () => {
  const command = guardedCommand('http://localhost:4100', {
    plan: { path: '/api/v1/plan', input: { reference: "it's" } },
    write: { path: '/api/v1/write', input: { expected: digest } },
  })
  const [plan = '', write = ''] = command.split('# Does it')
  expect(plan).toContain(`-d '{"reference":"it'\\''s"}' \\\n  http://localhost:4100/api/v1/plan`)
  expect(plan).not.toContain('Authorization')
  expect(write).toContain('-H "Authorization: Bearer $ARCHIPELAGO_API_TOKEN"')
  expect(write).toContain(`-d '{"expected":"${digest}"}' \\\n  http://localhost:4100/api/v1/write`)
})

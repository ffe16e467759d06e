import { describe, expect, it } from 'vitest'
import { readProvenance } from './provenance'

const v02 = 'https://slsa.dev/provenance/v0.2'
const v1 = 'https://slsa.dev/provenance/v1'
const commit = '77b839051c1796c77a5383f1570585c7f3ff70ea'
const base = { uri: 'pkg:docker/alpine@3.20?platform=linux%2Famd64', digest: { sha256: 'c5b1' } }

describe('provenance', () => {
  it('of BuildKit in v0.2, from a folder under version control', () => {
    const predicate = {
      builder: { id: '' },
      buildType: 'https://mobyproject.org/buildkit@v1',
      materials: [base, { uri: '', digest: {} }, 'nonsense'],
      invocation: {
        configSource: { entryPoint: 'Dockerfile' },
        parameters: { frontend: 'dockerfile.v0', args: { 'build-arg:VERSION': '1.0' }, locals: [{ name: 'context' }] },
      },
      metadata: {
        buildStartedOn: '2026-06-02T09:11:00Z',
        buildFinishedOn: '2026-06-02T09:12:44Z',
        'https://mobyproject.org/buildkit@v1#metadata': {
          vcs: { source: 'git@example.com:team/app', revision: commit },
        },
      },
    }
    expect(readProvenance(v02, predicate)).toEqual({
      builder: undefined,
      buildType: 'https://mobyproject.org/buildkit@v1',
      source: 'git@example.com:team/app',
      commit,
      entryPoint: 'Dockerfile',
      started: '2026-06-02T09:11:00Z',
      finished: '2026-06-02T09:12:44Z',
      parameters: [
        { name: 'frontend', value: 'dockerfile.v0' },
        { name: 'VERSION', value: '1.0' },
        { name: 'locals.0.name', value: 'context' },
      ],
      materials: [{ uri: base.uri, digest: 'sha256:c5b1' }],
    })
  })

  it('of BuildKit in v1, from a git address', () => {
    const predicate = {
      buildDefinition: {
        buildType: 'https://github.com/moby/buildkit/blob/master/docs/attestations/slsa-definitions.md',
        externalParameters: {
          configSource: {
            uri: 'https://example.com/team/app.git#refs/heads/main',
            digest: { sha1: commit },
            path: 'Dockerfile',
          },
          request: { frontend: 'dockerfile.v0', args: { 'build-arg:VERSION': '1.0', target: 'release' } },
        },
        resolvedDependencies: [base],
      },
      runDetails: { builder: { id: 'https://ci.example.com/run/7' }, metadata: { startedOn: 'a', finishedOn: 'b' } },
    }
    const read = readProvenance(v1, predicate)
    expect(read).toMatchObject({
      builder: 'https://ci.example.com/run/7',
      source: 'https://example.com/team/app.git#refs/heads/main',
      commit,
      entryPoint: 'Dockerfile',
      started: 'a',
      finished: 'b',
      materials: [{ uri: base.uri, digest: 'sha256:c5b1' }],
    })
    expect(read?.parameters).toContainEqual({ name: 'VERSION', value: '1.0' })
    expect(read?.parameters).toContainEqual({ name: 'target', value: 'release' })
  })

  it('of a workflow on GitHub', () => {
    const predicate = {
      buildDefinition: {
        externalParameters: {
          workflow: {
            ref: 'refs/heads/main',
            repository: 'https://example.com/team/app',
            path: '.github/workflows/x.yml',
          },
        },
        resolvedDependencies: [
          { uri: 'git+https://example.com/team/app@refs/heads/main', digest: { gitCommit: commit } },
        ],
      },
    }
    expect(readProvenance(v1, predicate)).toMatchObject({
      source: 'https://example.com/team/app',
      commit,
      entryPoint: '.github/workflows/x.yml',
    })
  })

  it.each([
    [v02, null],
    [v02, []],
    [v02, { builder: 7, materials: {}, invocation: 'x', metadata: [1] }],
    [v1, 'text'],
    [v1, { buildDefinition: { externalParameters: [], resolvedDependencies: 3 }, runDetails: null }],
  ])('%s of %j says nothing, and nothing breaks', (type, predicate) => {
    const read = readProvenance(type, predicate)
    expect(read?.materials).toEqual([])
    expect(read?.builder).toBeUndefined()
    expect(read?.commit).toBeUndefined()
  })

  it('has limits', () => {
    const many = Array.from({ length: 6_000 }, (_, index) => ({ uri: `pkg:npm/p${index}` }))
    const parameters = Object.fromEntries(many.map(({ uri }) => [uri, 'x'.repeat(5_000)]))
    const read = readProvenance(v02, { materials: many, invocation: { parameters } })
    expect(read?.materials).toHaveLength(2_000)
    expect(read?.parameters).toHaveLength(200)
    expect(read?.parameters[0]?.value).toHaveLength(1_000)
  })

  it('is not what another type of statement holds', () => {
    expect(readProvenance('https://spdx.dev/Document', {})).toBeUndefined()
    expect(readProvenance('https://evil.example/https://slsa.dev/provenance/v1', {})).toBeUndefined()
  })
})

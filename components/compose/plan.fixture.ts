import type { Plan } from '@/lib/contract/compose'

const digestOf = (letter: string) => `sha256:${letter.repeat(64)}`

/** A plan for app:1.0 from one image per platform; `changes` replaces parts of it. */
export function samplePlan(changes: Partial<Plan> = {}): Plan {
  const [target, amd64, arm64] = ['app:1.0', 'app:1.0-amd64', 'app:1.0-arm64'].map(sampleReference)
  const mediaType = 'application/vnd.oci.image.manifest.v1+json'
  return {
    target: target ?? '',
    index: {
      mediaType: 'application/vnd.oci.image.index.v1+json',
      digest: digestOf('a'),
      size: 645,
      body: '{\n  "schemaVersion": 2\n}',
    },
    indexes: [],
    entries: [
      { platform: 'linux/amd64', digest: digestOf('b'), size: 862, mediaType, source: amd64 ?? '' },
      { platform: 'linux/arm64', digest: digestOf('c'), size: 863, mediaType, source: arm64 ?? '' },
    ],
    copies: [],
    problems: [],
    current: null,
    changes: [
      { platform: 'linux/amd64', change: 'added', after: digestOf('b') },
      { platform: 'linux/arm64', change: 'added', after: digestOf('c') },
    ],
    commands: { docker: 'docker manifest', buildx: 'docker buildx', crane: 'crane index', regctl: 'regctl index' },
    ...changes,
  }
}

export function sampleReference(name: string): string {
  return `localhost:5000/demo/${name}`
}

export interface Examples {
  images: { reference: string; why: string }[]
  /** Repositories whose per-architecture tags wait to be merged. */
  merges: { repository: string; why: string }[]
}

function sandboxExamples(registry: string): Examples {
  return {
    images: [
      { reference: `${registry}/library/openjdk:8`, why: 'Linux and several Windows builds under one tag' },
      { reference: `${registry}/demo/everywhere:2.3`, why: 'Every CPU family, with SBOM and provenance' },
      { reference: `${registry}/demo/app:1.0`, why: 'A small service of two platforms' },
    ],
    merges: [
      {
        repository: `${registry}/demo/java-multi-arch-demo`,
        why: 'x86_64 and aarch64 tags that wait to be merged',
      },
    ],
  }
}

const publicExamples: Examples = {
  images: [
    { reference: 'docker.io/library/openjdk:8', why: 'Docker Hub: Linux and several Windows builds under one tag' },
    { reference: 'ghcr.io/astral-sh/uv:latest', why: 'GitHub: a small binary for two platforms' },
    { reference: 'quay.io/prometheus/prometheus:latest', why: 'Quay: one build for many CPU families' },
  ],
  merges: [],
}

export function examplesFor(sandboxRegistry: string | undefined): Examples {
  return sandboxRegistry === undefined ? publicExamples : sandboxExamples(sandboxRegistry)
}

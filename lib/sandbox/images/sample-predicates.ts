import type { Predicate } from './attestation'
import type { SamplePackage } from './sample-packages'

interface Build {
  repository: string
  architecture: string
  version: string
  /** RFC 3339. */
  finished: string
}

const minuteMs = 60_000
const beforeMinutes = (time: string, minutes: number) =>
  new Date(Date.parse(time) - minutes * minuteMs).toISOString().replace('.000Z', 'Z')

const commits = { v02: '4b7d1f0c93a8e25641d07cfe8ab9035217ce64f8', v1: '9e02c5a7d4418b36f0ca71de5528bf9a6043d17e' }

const bases = ({ architecture }: Build) => [
  {
    uri: `pkg:docker/debian@12?platform=linux%2F${architecture}`,
    digest: { sha256: 'd0ea5f1c70a98f1b1e0a5f0ac1c8d4ad8b4b0e2f1d1e6a7f2b6c8d9e0f1a2b3c' },
  },
  {
    uri: `pkg:docker/golang@1.25?platform=linux%2F${architecture}`,
    digest: { sha256: '7a1f9c4be2d35086a7bc19e4f5d2c3081b6e7a9d0c4f8e2b5a3d1c7f9e6b4a20' },
  },
]

/** As BuildKit writes it unless told otherwise. Source: SLSA provenance v0.2; BuildKit, slsa-provenance.md. */
export function buildkitProvenance(build: Build): Predicate {
  const { repository, architecture, finished, version } = build
  return {
    type: 'https://slsa.dev/provenance/v0.2',
    predicate: {
      builder: { id: 'https://ci.example.com/demo/runs/4711' },
      buildType: 'https://mobyproject.org/buildkit@v1',
      materials: bases(build),
      invocation: {
        configSource: { entryPoint: 'Dockerfile' },
        parameters: {
          frontend: 'dockerfile.v0',
          args: { 'build-arg:APP_VERSION': version, target: 'release' },
          locals: [{ name: 'context' }, { name: 'dockerfile' }],
        },
        environment: { platform: `linux/${architecture}` },
      },
      metadata: {
        buildStartedOn: beforeMinutes(finished, 3),
        buildFinishedOn: finished,
        completeness: { parameters: true, environment: true, materials: false },
        reproducible: false,
        'https://mobyproject.org/buildkit@v1#metadata': {
          vcs: { source: `https://example.com/${repository}.git`, revision: commits.v02 },
        },
      },
    },
  }
}

/** The newer form. Source: SLSA provenance v1; BuildKit, slsa-definitions.md. */
export function slsaProvenance(build: Build): Predicate {
  const { repository, finished, version } = build
  return {
    type: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: {
        buildType: 'https://github.com/moby/buildkit/blob/master/docs/attestations/slsa-definitions.md',
        externalParameters: {
          configSource: {
            uri: `https://example.com/${repository}.git#refs/tags/v${version}`,
            digest: { sha1: commits.v1 },
            path: 'Dockerfile',
          },
          request: { frontend: 'dockerfile.v0', args: { 'build-arg:ROOTFS': 'minimal' } },
        },
        resolvedDependencies: bases(build).slice(0, 1),
      },
      runDetails: {
        builder: { id: 'https://ci.example.com/demo/runs/1205' },
        metadata: { invocationId: '1205', startedOn: beforeMinutes(finished, 2), finishedOn: finished },
      },
    },
  }
}

interface Bill {
  name: string
  created: string
  packages: readonly SamplePackage[]
}

/** Source: SPDX 2.3, "Package Information". */
export function spdxSbom({ name, created, packages }: Bill): Predicate {
  return {
    type: 'https://spdx.dev/Document',
    predicate: {
      spdxVersion: 'SPDX-2.3',
      dataLicense: 'CC0-1.0',
      SPDXID: 'SPDXRef-DOCUMENT',
      name,
      creationInfo: { created, creators: ['Organization: Example', 'Tool: syft-v1.29.0', 'Tool: buildkit-v0.23.2'] },
      packages: packages.map((found) => ({
        name: found.name,
        SPDXID: `SPDXRef-Package-${found.name}`,
        versionInfo: found.version,
        licenseConcluded: 'NOASSERTION',
        licenseDeclared: found.license,
        externalRefs: [{ referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: found.purl }],
      })),
    },
  }
}

/** Source: CycloneDX 1.6, "components". */
export function cyclonedxSbom({ name, created, packages }: Bill): Predicate {
  return {
    type: 'https://cyclonedx.org/bom',
    predicate: {
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      metadata: {
        timestamp: created,
        tools: { components: [{ type: 'application', name: 'trivy', version: '0.65.0' }] },
        component: { type: 'container', name },
      },
      components: packages.map((found) => ({
        type: 'library',
        name: found.name,
        version: found.version,
        purl: found.purl,
        licenses: [{ expression: found.license }],
      })),
    },
  }
}

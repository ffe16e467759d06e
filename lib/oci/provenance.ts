import { z } from 'zod'
import { flattenParameters, type Parameter } from './build-parameters'
import { lenientList, lenientObject, lenientText, lenientTexts } from './lenient-schema'

export interface Material {
  uri: string
  digest?: string
}

/** How an image was built, as its builder says; times as written. What is absent was not stated. */
export interface Provenance {
  builder?: string | undefined
  buildType?: string | undefined
  source?: string | undefined
  commit?: string | undefined
  entryPoint?: string | undefined
  started?: string | undefined
  finished?: string | undefined
  parameters: Parameter[]
  materials: Material[]
}

const maxMaterials = 2_000

const material = lenientObject({ uri: lenientText, name: lenientText, digest: lenientTexts })
type RawMaterial = z.output<typeof material>

const vcs = lenientObject({ vcs: lenientObject({ source: lenientText, revision: lenientText }) })

/** Where BuildKit writes what it knows of the sources, in v0.2 and in v1. */
const buildkitKey = 'https://mobyproject.org/buildkit@v1#metadata'

const schemaV02 = lenientObject({
  builder: lenientObject({ id: lenientText }),
  buildType: lenientText,
  invocation: lenientObject({
    configSource: lenientObject({ uri: lenientText, digest: lenientTexts, entryPoint: lenientText }),
    parameters: z.unknown().optional(),
  }),
  metadata: lenientObject({ buildStartedOn: lenientText, buildFinishedOn: lenientText, [buildkitKey]: vcs }),
  materials: lenientList(material, maxMaterials),
})

const schemaV1 = lenientObject({
  buildDefinition: lenientObject({
    buildType: lenientText,
    externalParameters: lenientObject({
      configSource: lenientObject({ uri: lenientText, digest: lenientTexts, path: lenientText }),
      workflow: lenientObject({ repository: lenientText, path: lenientText }),
    }),
    resolvedDependencies: lenientList(material, maxMaterials),
  }),
  runDetails: lenientObject({
    builder: lenientObject({ id: lenientText }),
    metadata: lenientObject({ startedOn: lenientText, finishedOn: lenientText, buildkit_metadata: vcs }),
  }),
})

const parametersV1 = lenientObject({ buildDefinition: lenientObject({ externalParameters: z.unknown().optional() }) })

const commitOf = (digest: Record<string, string> | undefined) => digest?.gitCommit ?? digest?.sha1

function readMaterials(materials: readonly RawMaterial[] | undefined): Material[] {
  return (materials ?? []).flatMap(({ uri, name, digest = {} }) => {
    const [algorithm] = Object.keys(digest)
    const named = uri ?? name
    if (named === undefined) return []
    return [algorithm === undefined ? { uri: named } : { uri: named, digest: `${algorithm}:${digest[algorithm]}` }]
  })
}

const gitMaterial = (materials: readonly RawMaterial[] | undefined) =>
  materials?.find(({ uri, digest }) => /^git(\+|:)/.test(uri ?? '') || digest?.gitCommit !== undefined)

function readV02(predicate: unknown): Provenance {
  const { builder, buildType, invocation, metadata, materials } = schemaV02.parse(predicate)
  const { configSource, parameters } = invocation ?? {}
  const known = metadata?.[buildkitKey]?.vcs
  const git = gitMaterial(materials)
  return {
    builder: builder?.id,
    buildType,
    source: configSource?.uri ?? known?.source ?? git?.uri,
    commit: commitOf(configSource?.digest) ?? known?.revision ?? commitOf(git?.digest),
    entryPoint: configSource?.entryPoint,
    started: metadata?.buildStartedOn,
    finished: metadata?.buildFinishedOn,
    parameters: flattenParameters(parameters),
    materials: readMaterials(materials),
  }
}

function readV1(predicate: unknown): Provenance {
  const { buildDefinition, runDetails } = schemaV1.parse(predicate)
  const { buildType, externalParameters, resolvedDependencies } = buildDefinition ?? {}
  const { configSource, workflow } = externalParameters ?? {}
  const known = runDetails?.metadata?.buildkit_metadata?.vcs
  const git = gitMaterial(resolvedDependencies)
  return {
    builder: runDetails?.builder?.id,
    buildType,
    source: configSource?.uri ?? known?.source ?? workflow?.repository ?? git?.uri,
    commit: commitOf(configSource?.digest) ?? known?.revision ?? commitOf(git?.digest),
    entryPoint: configSource?.path ?? workflow?.path,
    started: runDetails?.metadata?.startedOn,
    finished: runDetails?.metadata?.finishedOn,
    parameters: flattenParameters(parametersV1.parse(predicate).buildDefinition?.externalParameters),
    materials: readMaterials(resolvedDependencies),
  }
}

/**
 * What a provenance statement’s predicate says; undefined for a predicate of another type.
 * Sources: SLSA provenance v0.2 and v1; BuildKit, slsa-provenance.md and slsa-definitions.md.
 */
export function readProvenance(predicateType: string, predicate: unknown): Provenance | undefined {
  if (/^https:\/\/slsa\.dev\/provenance\/v0\./.test(predicateType)) return readV02(predicate)
  return /^https:\/\/slsa\.dev\/provenance\/v1/.test(predicateType) ? readV1(predicate) : undefined
}

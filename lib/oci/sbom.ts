import { z } from 'zod'
import { inSlices, sortInSlices } from './in-slices'
import { InvalidManifestError } from './invalid-manifest-error'
import { lenientList, lenientObject, lenientText } from './lenient-schema'

export interface SoftwarePackage {
  name: string
  version?: string
  /** `deb`, `npm`, `golang`, …, from the package’s purl. */
  ecosystem?: string
  /** SPDX identifiers and expressions; empty where nobody knows. */
  licenses: string[]
}

/** What is inside, by name and version; `created` as written. */
export interface Sbom {
  format: 'SPDX' | 'CycloneDX'
  formatVersion?: string | undefined
  created?: string | undefined
  tools: string[]
  packages: SoftwarePackage[]
}

const spdxPackage = lenientObject({
  SPDXID: lenientText,
  name: lenientText,
  versionInfo: lenientText,
  licenseConcluded: lenientText,
  licenseDeclared: lenientText,
  primaryPackagePurpose: lenientText,
  externalRefs: lenientList(z.object({ referenceType: z.literal('purl'), referenceLocator: z.string() })),
})

const spdxSchema = z.object({
  spdxVersion: z.string(),
  creationInfo: lenientObject({ created: lenientText, creators: lenientList(z.string().max(200)) }),
  packages: z.unknown().optional(),
})

const component = lenientObject({
  type: lenientText,
  group: lenientText,
  name: lenientText,
  version: lenientText,
  purl: lenientText,
  licenses: lenientList(
    lenientObject({ license: lenientObject({ id: lenientText, name: lenientText }), expression: lenientText }),
  ),
  components: z.unknown().optional(),
})

const cyclonedxSchema = z.object({
  bomFormat: z.literal('CycloneDX'),
  specVersion: lenientText,
  metadata: lenientObject({ timestamp: lenientText, tools: z.unknown().optional() }),
  components: z.unknown().optional(),
})

const tool = lenientObject({ name: lenientText, version: lenientText })
/** A list up to version 1.4, and an object with components from 1.5 on. */
const tools = z.union([
  z.array(z.unknown()),
  z.object({ components: z.array(z.unknown()) }).transform((all) => all.components),
])

const maxPackages = 100_000

const ecosystemOf = (purl: string | undefined) => /^pkg:([a-z0-9.+-]+)\//i.exec(purl ?? '')?.[1]?.toLowerCase()

const isStated = (license: string | undefined): license is string =>
  license !== undefined && license !== 'NOASSERTION' && license !== 'NONE'

function toPackage(found: { name: string; version: string | undefined; purl: string | undefined; licenses: string[] }) {
  const ecosystem = ecosystemOf(found.purl)
  const { name, version, licenses } = found
  return {
    name,
    ...(version === undefined ? {} : { version }),
    ...(ecosystem === undefined ? {} : { ecosystem }),
    licenses,
  }
}

const order = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0)

function sortPackages(packages: SoftwarePackage[]): Promise<SoftwarePackage[]> {
  return sortInSlices(packages, (a, b) => order(a.name, b.name) || order(a.version ?? '', b.version ?? ''))
}

/** The largest images hold some ten thousand. @throws {InvalidManifestError} */
function listOf(packages: unknown): unknown[] {
  if (!Array.isArray(packages)) return []
  if (packages.length <= maxPackages) return packages
  throw new InvalidManifestError('It lists more than 100,000 packages.')
}

/** The scanned thing itself, which scanners list among what they found in it. */
const isRoot = ({ SPDXID = '', primaryPackagePurpose }: z.output<typeof spdxPackage>) =>
  SPDXID.startsWith('SPDXRef-DocumentRoot') || primaryPackagePurpose === 'CONTAINER' || primaryPackagePurpose === 'FILE'

async function readSpdx({ spdxVersion, creationInfo, packages }: z.output<typeof spdxSchema>): Promise<Sbom> {
  const found: SoftwarePackage[] = []
  await inSlices(listOf(packages), (item) => {
    const read = spdxPackage.parse(item)
    const { name, versionInfo, licenseConcluded, licenseDeclared, externalRefs } = read
    if (name === undefined || isRoot(read)) return
    const licenses = [licenseConcluded, licenseDeclared].filter(isStated).slice(0, 1)
    found.push(toPackage({ name, version: versionInfo, purl: externalRefs?.[0]?.referenceLocator, licenses }))
  })
  return {
    format: 'SPDX',
    formatVersion: spdxVersion.replace(/^SPDX-/, ''),
    created: creationInfo.created,
    tools: (creationInfo.creators ?? []).flatMap((creator) => /^Tool: (.+)$/.exec(creator)?.[1] ?? []),
    packages: await sortPackages(found),
  }
}

async function readComponents(components: unknown): Promise<SoftwarePackage[]> {
  const found: SoftwarePackage[] = []
  const waiting: unknown[] = [components]
  while (waiting.length > 0) {
    await inSlices(listOf(waiting.pop()), (item) => {
      const { type, group, name, version, purl, licenses, components: inner } = component.parse(item)
      if (inner !== undefined) waiting.push(inner)
      if (name === undefined || type === 'file') return
      const stated = (licenses ?? []).flatMap(
        ({ license, expression }) => expression ?? license?.id ?? license?.name ?? [],
      )
      found.push(
        toPackage({ name: group ? `${group}/${name}` : name, version, purl, licenses: stated.filter(isStated) }),
      )
    })
    listOf(found)
  }
  return sortPackages(found)
}

async function readCyclonedx({ specVersion, metadata, components }: z.output<typeof cyclonedxSchema>): Promise<Sbom> {
  const listed = lenientList(tool).parse(tools.safeParse(metadata.tools).data)
  return {
    format: 'CycloneDX',
    formatVersion: specVersion,
    created: metadata.timestamp,
    tools: listed.flatMap(({ name, version }) => (name ? [version ? `${name} ${version}` : name] : [])),
    packages: await readComponents(components),
  }
}

/**
 * What a bill of materials lists, sorted by name; undefined where the document is none. @throws {InvalidManifestError} more than 100,000 packages
 * Sources: SPDX 2.3, "Package Information"; CycloneDX 1.6, "components".
 */
export async function readSbom(document: unknown): Promise<Sbom | undefined> {
  const spdx = spdxSchema.safeParse(document)
  if (spdx.success) return readSpdx(spdx.data)
  const cyclonedx = cyclonedxSchema.safeParse(document)
  return cyclonedx.success ? readCyclonedx(cyclonedx.data) : undefined
}

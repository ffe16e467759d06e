import { describe, expect, it } from 'vitest'
import { InvalidManifestError } from './invalid-manifest-error'
import { readSbom } from './sbom'

const purl = (referenceLocator: string) => ({
  referenceCategory: 'PACKAGE-MANAGER',
  referenceType: 'purl',
  referenceLocator,
})

describe('SPDX', () => {
  const document = {
    spdxVersion: 'SPDX-2.3',
    creationInfo: { created: '2026-03-08T16:42:30Z', creators: ['Organization: Example', 'Tool: syft-v1.4.1'] },
    packages: [
      { name: 'sbom', SPDXID: 'SPDXRef-DocumentRoot-Directory-sbom', primaryPackagePurpose: 'FILE' },
      {
        name: 'zlib1g',
        versionInfo: '1.2.13',
        licenseConcluded: 'NOASSERTION',
        licenseDeclared: 'Zlib',
        externalRefs: [{ referenceType: 'cpe23Type', referenceLocator: 'cpe' }, purl('pkg:deb/debian/zlib1g@1.2.13')],
      },
      { name: 'bash', versionInfo: '5.2', licenseConcluded: 'GPL-3.0-or-later', licenseDeclared: 'NOASSERTION' },
      { name: 'secret', licenseConcluded: 'NONE' },
      { versionInfo: 'has no name' },
      'nonsense',
    ],
  }

  it('is read, sorted, without the scanned thing itself', async () => {
    expect(await readSbom(document)).toEqual({
      format: 'SPDX',
      formatVersion: '2.3',
      created: '2026-03-08T16:42:30Z',
      tools: ['syft-v1.4.1'],
      packages: [
        { name: 'bash', version: '5.2', licenses: ['GPL-3.0-or-later'] },
        { name: 'secret', licenses: [] },
        { name: 'zlib1g', version: '1.2.13', ecosystem: 'deb', licenses: ['Zlib'] },
      ],
    })
  })

  it('without packages has none', async () => {
    expect(await readSbom({ spdxVersion: 'SPDX-2.3', packages: 'none', creationInfo: 4 })).toMatchObject({
      tools: [],
      packages: [],
    })
  })
})

describe('CycloneDX', () => {
  const components = [
    {
      type: 'library',
      group: '@scope',
      name: 'left',
      version: '1.0.0',
      purl: 'pkg:npm/%40scope/left@1.0.0',
      licenses: [{ license: { id: 'MIT' } }, { expression: 'Apache-2.0 OR MIT' }, { license: { name: 'Own licence' } }],
      components: [{ type: 'library', name: 'inner' }],
    },
    { type: 'file', name: '/etc/passwd' },
    { type: 'operating-system', name: 'debian', version: '12' },
    7,
  ]

  it.each([
    ['a list', [{ vendor: 'anchore', name: 'syft', version: '1.4.1' }], ['syft 1.4.1']],
    ['an object', { components: [{ name: 'trivy' }] }, ['trivy']],
    ['nonsense', 'syft', []],
  ])('with its tools as %s', async (_name, tools, expected) => {
    const metadata = { timestamp: '2026-01-01T00:00:00Z', tools }
    expect(await readSbom({ bomFormat: 'CycloneDX', specVersion: '1.6', metadata, components })).toEqual({
      format: 'CycloneDX',
      formatVersion: '1.6',
      created: '2026-01-01T00:00:00Z',
      tools: expected,
      packages: [
        {
          name: '@scope/left',
          version: '1.0.0',
          ecosystem: 'npm',
          licenses: ['MIT', 'Apache-2.0 OR MIT', 'Own licence'],
        },
        { name: 'debian', version: '12', licenses: [] },
        { name: 'inner', licenses: [] },
      ],
    })
  })
})

describe('anything else', () => {
  it.each([[null], [[]], ['text'], [{}], [{ bomFormat: 'SPDX' }], [{ spdxVersion: 3 }]])(
    '%j is no SBOM',
    async (document) => {
      expect(await readSbom(document)).toBeUndefined()
    },
  )

  it('is cut where it has no end', async () => {
    const sbom = await readSbom({ spdxVersion: 'SPDX-2.3', packages: [{ name: 'x'.repeat(9_000) }] })
    expect(sbom?.packages[0]?.name).toHaveLength(1_001)
  })

  it.each([
    ['SPDX', { spdxVersion: 'SPDX-2.3', packages: new Array(100_001).fill({ name: 'a' }) }],
    ['CycloneDX', { bomFormat: 'CycloneDX', components: new Array(100_001).fill(0) }],
    [
      'nested',
      { bomFormat: 'CycloneDX', components: new Array(60).fill({ components: new Array(2_000).fill({ name: 'a' }) }) },
    ],
  ])('is refused where %s lists more packages than any image holds', async (_name, document) => {
    await expect(readSbom(document)).rejects.toThrow(InvalidManifestError)
  })

  it('is sorted whole, however long it is', async () => {
    const packages = Array.from({ length: 3_000 }, (_, index) => ({ name: `n${(index * 7) % 3_000}`.padEnd(6, '~') }))
    const names = (await readSbom({ spdxVersion: 'SPDX-2.3', packages }))?.packages.map(({ name }) => name)
    expect(names).toEqual(packages.map(({ name }) => name).toSorted())
  })
})

import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { formatBytes } from '@/components/ui/format-bytes'
import { ageScale, sizeScale } from './heat-scale'
import type { KnownTag } from './known-tag'
import { matrixCsv } from './matrix-csv'
import { matrixRows } from './matrix-rows'
import { matrixSvg } from './matrix-svg'
import { digestOf, factsOf, type RepositoryApi, repository, startRepositoryApi } from './repository-api.fixture'
import { cells, openRepository, row } from './repository-page.fixture'

const amd64 = 'linux/amd64'
const arm64 = 'linux/arm64'
const windows = 'windows/amd64 (10.0.20348)'
const nowMs = Date.parse('2026-05-10T10:00:00Z')

const image = (platform: string, size?: number, created?: string) => ({
  platform,
  digest: digestOf('1'),
  size,
  created,
})
const known = new Map<string, KnownTag>([
  [
    '1.1',
    {
      readAtMs: 0,
      facts: factsOf('1.1', [amd64, arm64], {
        images: [image(amd64, 2_000_000, '2026-05-09T10:00:00Z'), image(arm64)],
      }),
    },
  ],
  ['1.0', { readAtMs: 0, facts: factsOf('1.0', ['windows/amd64 (10.0.20348.2700)']) }],
])
const platforms = [amd64, arm64, windows]
const tags = ['1.1', '1.0', '<0.9>']
const allRows = matrixRows(tags, platforms, known)

describe('the exported matrix', () => {
  it('is CSV with exact values; what is absent is empty, what was not read is unknown', () => {
    expect(matrixCsv(allRows, platforms, 'size').split('\r\n')).toEqual([
      `tag,digest,${amd64} bytes,${arm64} bytes,${windows} bytes`,
      `1.1,${digestOf('f')},2000000,unknown,`,
      `1.0,${digestOf('f')},,,1000000`,
      '<0.9>,unknown,unknown,unknown,unknown',
      '',
    ])
    expect(matrixCsv(allRows, platforms, 'age').split('\r\n')[1]).toBe(
      `1.1,${digestOf('f')},2026-05-09T10:00:00Z,unknown,`,
    )
  })

  it('is an SVG that holds every name and value, escaped', () => {
    const scale = ageScale(nowMs)
    const { svg, width, height } = matrixSvg({ repository, platforms, rows: allRows, by: 'age', scale, nowMs })
    const drawn = new DOMParser().parseFromString(svg, 'image/svg+xml')
    const texts = [...drawn.querySelectorAll('text')].map(({ textContent }) => textContent)
    expect(texts).toEqual(
      expect.arrayContaining([`${repository} by age`, ...tags, 'linux', 'amd64', '1 d', '9 d', '≤ 1 week']),
    )
    expect(drawn.querySelectorAll('circle')).toHaveLength(3)
    expect(width).toBeGreaterThan(platforms.length * 50)
    expect(height).toBeGreaterThan(tags.length * 20)
  })
})

describe('the steps of colour', () => {
  it.each([
    ['2026-05-10T09:00:00Z', 4],
    ['2026-05-02T10:00:00Z', 3],
    ['2026-03-01T10:00:00Z', 2],
    ['2025-09-01T10:00:00Z', 1],
    ['2016-01-01T10:00:00Z', 0],
    [undefined, undefined],
  ])('an image of %s is in step %s of the ages', (created, heat) => {
    expect(ageScale(nowMs).heatOf({ created })).toBe(heat)
  })

  it('sizes share out the range from the smallest to the largest', () => {
    const sized = new Map<string, KnownTag>([
      [
        '1',
        { readAtMs: 0, facts: factsOf('1', [amd64], { images: [image(amd64, 1_000_000), image(arm64, 32_000_000)] }) },
      ],
    ])
    const scale = sizeScale(sized, formatBytes)
    expect([1_000_000, 3_000_000, 7_000_000, 12_000_000, 32_000_000].map((size) => scale.heatOf({ size }))).toEqual([
      0, 1, 2, 3, 4,
    ])
    expect(scale.steps.map(({ name }) => name)).toEqual(['≤ 32 MB', '≤ 16 MB', '≤ 8 MB', '≤ 4 MB', '≤ 2 MB'])
  })

  it('sizes that are all the same are one step', () => {
    expect(sizeScale(new Map([['1', { readAtMs: 0, facts: factsOf('1', [amd64]) }]]), formatBytes).steps).toHaveLength(
      1,
    )
    expect(sizeScale(new Map(), formatBytes).steps).toEqual([])
  })
})

describe('the matrix on the page', () => {
  let server: RepositoryApi
  afterEach(() => server.close())

  it('reads every image, shows size and gap in words, and the exact values on hover', async () => {
    server = await startRepositoryApi({
      lines: (tag) => factsOf(tag, tag === '1.0' ? [amd64, arm64] : [arm64]),
    })
    const { user } = openRepository(['1.0', '1.1'], '?view=matrix&by=size')
    await waitFor(() => expect(cells('1.0').slice(1, 3)).toEqual(['1 MB', '1 MB']))
    expect(server.facts[0]).toMatchObject({ detail: 'matrix' })
    await waitFor(() => expect(cells('1.1').slice(1, 3)).toEqual(['none', '1 MB']))
    expect(
      within(row('1.0')).getByTitle(/1.0 for linux\/arm64: created 2026-05-01 10:00 UTC, 1,000,000 bytes/),
    ).toBeInTheDocument()
    expect(screen.getByRole('list', { name: 'Colours by compressed size' })).toBeInTheDocument()
    await user.click(screen.getByRole('button', { name: 'Export' }))
    expect(await screen.findByText('All 2 tags, as listed.')).toBeInTheDocument()
    expect(screen.getByRole('button', { name: 'CSV' })).toBeInTheDocument()
  })
})

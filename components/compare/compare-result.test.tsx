import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import type { Comparison } from '@/lib/contract/compare'
import { compareQuery } from '@/lib/contract/queries'
import { CompareResult } from './compare-result'
import { sampleComparison, sampleDigest, samplePlatform } from './comparison.fixture'

/** With what the server has written into the page. */
function show(comparison: Comparison) {
  const client = new QueryClient()
  const [base, target] = [comparison.base.reference, comparison.target.reference]
  client.setQueryData(compareQuery(base, target).queryKey, comparison)
  render(
    <QueryClientProvider client={client}>
      <CompareResult base={base} target={target} />
    </QueryClientProvider>,
  )
}

const rowOf = (platform: string) => screen.getByRole('row', { name: new RegExp(`^${platform}`) })
const { before, after } = samplePlatform()

it('counts what happened, and says it of each platform in words', () => {
  show(
    sampleComparison([
      samplePlatform(),
      { platform: 'linux/arm64', change: 'added', layers: [], fields: [], problems: [], ...(after ? { after } : {}) },
      {
        platform: 'linux/s390x',
        change: 'removed',
        layers: [],
        fields: [],
        problems: [],
        ...(before ? { before } : {}),
      },
      samplePlatform({ platform: 'linux/386', change: 'same', after: before, layers: [], fields: [] }),
    ]),
  )
  expect(screen.getByRole('heading', { name: '1 added, 1 removed, 1 rebuilt, 1 the same' })).toBeInTheDocument()
  const cellsOf = (platform: string) =>
    within(rowOf(platform))
      .getAllByRole('cell')
      .map((cell) => cell.textContent)
  expect(cellsOf('linux/amd64')).toEqual(['rebuilt', '2 MB', '2.5 MB', '+500 kB+25 %'])
  expect(cellsOf('linux/arm64')).toEqual(['added', '—', '2.5 MB', '+2.5 MB'])
  expect(cellsOf('linux/s390x')).toEqual(['removed', '2 MB', '—', '−2 MB'])
  expect(cellsOf('linux/386')).toEqual(['the same', '2 MB', '2 MB', 'none'])
})

it('draws the layers before and after, and says in words what is drawn', () => {
  show(sampleComparison([samplePlatform()]))
  expect(screen.getByRole('img', { name: 'Before: 1 MB kept, 1 MB gone' })).toBeInTheDocument()
  expect(screen.getByRole('img', { name: 'After: 1 MB kept, 1.5 MB new' })).toBeInTheDocument()
  expect(screen.getByText('1 layer kept,', { exact: false })).toHaveTextContent('1 layer kept, 1 MB')
})

it('draws an added platform once', () => {
  const { before: _before, ...added } = samplePlatform({ change: 'added' })
  show(sampleComparison([added]))
  expect(screen.getAllByRole('img')).toHaveLength(1)
})

it('opens the fields that differ, with nothing hidden in them', async () => {
  const fields = [
    { field: 'label note', before: 'plain', after: 'a\u202eb' },
    { field: 'user', after: '65532' },
  ]
  show(sampleComparison([samplePlatform({ fields })]))
  await userEvent.click(screen.getByText('2 fields of the config differ'))
  expect(screen.getByText('U+202E')).toBeVisible()
  expect(screen.getByText('not set')).toBeVisible()
})

it('says when only the layers differ', () => {
  show(sampleComparison([samplePlatform({ fields: [] })]))
  expect(screen.getByText('Containers start the same way.')).toBeInTheDocument()
})

it('calls a size unknown that could not be read, and says why', () => {
  const problems = [{ code: 'CHILD_MISSING', message: 'ghcr.io no longer has it.' }]
  show(sampleComparison([samplePlatform({ after: { digest: sampleDigest('2') }, layers: [], fields: [], problems })]))
  expect(within(rowOf('linux/amd64')).getAllByText('unknown')).toHaveLength(2)
  expect(screen.getByText('Problem with linux/amd64:', { exact: false })).toBeInTheDocument()
  expect(screen.queryByText('Containers start the same way.')).not.toBeInTheDocument()
})

it('says when both are the same image', () => {
  const base = { reference: 'ghcr.io/org/app:latest', digest: sampleDigest('f') }
  show(sampleComparison([samplePlatform({ change: 'same' })], { base }))
  expect(screen.getByText('Nothing differs.')).toBeInTheDocument()
})

it('says when there are no platforms', () => {
  show(sampleComparison([]))
  expect(screen.queryByRole('table')).not.toBeInTheDocument()
  expect(screen.getByText(/Neither is built for a platform/)).toBeInTheDocument()
})

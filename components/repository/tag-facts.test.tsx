import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mediaTypes } from '@/lib/oci/media-type'
import { digestOf, type FactsRequest, factsOf, type RepositoryApi, startRepositoryApi } from './repository-api.fixture'
import { cells, openRepository, row } from './repository-page.fixture'

let server: RepositoryApi

beforeEach(async () => {
  server = await startRepositoryApi()
})
afterEach(() => server.close())

async function nextRequest(place = 0): Promise<FactsRequest> {
  await waitFor(() => expect(server.facts.length).toBeGreaterThan(place))
  return server.facts[place] as FactsRequest
}

const columns = () => screen.getAllByRole('columnheader').map(({ textContent }) => textContent)
const amd64 = 'linux/amd64'
const arm64 = 'linux/arm64'

describe('what is known of the tags on the screen', () => {
  it('is asked for once, and fills in tag by tag, each platform in its own column', async () => {
    openRepository(['1.1', '1.0', 'chart'])
    const request = await nextRequest()
    expect(request).toMatchObject({ tags: ['1.1', '1.0', 'chart'], detail: 'full' })
    request.send(factsOf('1.0', [arm64]))
    await waitFor(() => expect(columns()).toEqual(['Choose', 'Tag', 'Same image', arm64, 'Digest', 'Created', 'Size']))
    expect(cells('1.0').slice(2, 3)).toEqual(['yes'])
    request.send(factsOf('1.1', [amd64, arm64]), factsOf('chart', [], { kind: 'artifact' }))
    await waitFor(() => expect(columns().slice(3, 5)).toEqual([amd64, arm64]))
    expect(cells('1.0').slice(2, 4)).toEqual(['no', 'yes'])
    expect(cells('1.1').slice(2, 4)).toEqual(['yes', 'yes'])
    expect(within(row('1.0')).getByTitle(digestOf('f'))).toBeInTheDocument()
    expect(within(row('1.0')).getByText('1 MB')).toBeInTheDocument()
    expect(within(row('chart')).getByText('an artifact, not an image')).toBeInTheDocument()
    expect(server.facts).toHaveLength(1)
  })

  it('of the old signed format says so: it is no artifact', async () => {
    openRepository(['1.0'])
    const request = await nextRequest()
    request.send(factsOf('1.0', [], { kind: 'artifact', mediaType: mediaTypes.dockerSchema1Signed }))
    expect(await screen.findByText('an image in the old signed format (schema 1)')).toBeInTheDocument()
  })

  it('shows an index’s platforms before its age and size, which are unknown only once the answer is over', async () => {
    openRepository(['1.0'])
    const request = await nextRequest()
    request.send(factsOf('1.0', [amd64, arm64], { created: undefined, size: undefined }))
    await waitFor(() => expect(cells('1.0').slice(2, 4)).toEqual(['yes', 'yes']))
    expect(screen.queryByText('unknown')).not.toBeInTheDocument()
    request.send(factsOf('1.0', [amd64, arm64], { created: undefined }))
    expect(await screen.findByText('1 MB')).toBeInTheDocument()
    expect(await screen.findByText('unknown')).toBeInTheDocument()
  })

  it('is of the visible rows and a screenful ahead, not of all', async () => {
    openRepository(Array.from({ length: 3000 }, (_, index) => `1.${index}`))
    const { tags } = await nextRequest()
    expect(tags[0]).toBe('1.2999')
    expect(tags.length).toBeGreaterThan(10)
    expect(tags.length).toBeLessThan(100)
  })

  it('ends with the page', async () => {
    const { unmount } = openRepository(['1.1', '1.0'])
    const request = await nextRequest()
    request.send(factsOf('1.1', [amd64]))
    await waitFor(() => expect(cells('1.1').slice(2, 3)).toEqual(['yes']))
    unmount()
    await waitFor(() => expect(request.isLeft).toBe(true))
  })

  it('stays for whoever comes back within a minute, and only the rest is asked for', async () => {
    const first = openRepository(['1.1', '1.0'])
    const request = await nextRequest()
    request.send(factsOf('1.1', [amd64]), factsOf('1.0', [arm64]))
    request.end()
    await waitFor(() => expect(cells('1.0').slice(2, 4)).toEqual(['no', 'yes']))
    first.unmount()
    const { client } = first
    openRepository(['1.2', '1.1', '1.0'], '', client)
    expect((await nextRequest(1)).tags).toEqual(['1.2'])
    expect(cells('1.0').slice(2, 4)).toEqual(['no', 'yes'])
  })
})

describe('a tag that fails', () => {
  const message = 'localhost:5000 does not answer.'

  it('says why in its row, beside the others, and is tried again alone', async () => {
    const { user } = openRepository(['1.1', '1.0'])
    const request = await nextRequest()
    request.send(factsOf('1.1', [amd64]), { tag: '1.0', error: { code: 'REGISTRY_UNREACHABLE', message } })
    request.end()
    expect(await within(row('1.0')).findByText(message)).toBeInTheDocument()
    expect(cells('1.1').slice(2, 3)).toEqual(['yes'])
    await user.click(within(row('1.0')).getByRole('button', { name: 'Try again to read 1.0' }))
    await waitFor(() => expect(screen.queryByText(message)).not.toBeInTheDocument())
    const again = await nextRequest(1)
    expect(again.tags).toEqual(['1.0'])
    again.send(factsOf('1.0', [amd64]))
    await waitFor(() => expect(cells('1.0').slice(2, 3)).toEqual(['yes']))
  })

  it('says so when the answer is over without it', async () => {
    openRepository(['1.1', '1.0'])
    const request = await nextRequest()
    request.send(factsOf('1.1', [amd64]))
    request.end()
    expect(await within(row('1.0')).findByText('The server said nothing about this tag.')).toBeInTheDocument()
  })
})

describe('tags on one digest', () => {
  it('say which they are; a tag alone on its digest says nothing', async () => {
    openRepository(['latest', '1.1', '1.0'])
    const request = await nextRequest()
    request.send(
      factsOf('latest', [amd64]),
      factsOf('1.1', [amd64]),
      factsOf('1.0', [amd64], { digest: digestOf('e') }),
    )
    await waitFor(() => expect(within(row('latest')).getByTitle('same image as 1.1')).toBeInTheDocument())
    expect(within(row('1.1')).getByTitle('same image as latest')).toHaveTextContent('ff')
    expect(within(row('1.0')).queryByTitle(/same image/)).not.toBeInTheDocument()
  })
})

describe('the tray', () => {
  it('says when two chosen tags are for one platform, and when they are one image', async () => {
    const { user } = openRepository(['1.1', '1.0', '0.9'])
    const request = await nextRequest()
    const other = { platform: amd64, digest: digestOf('b') }
    request.send(factsOf('1.1', [amd64]), factsOf('1.0', [amd64]), factsOf('0.9', [amd64], { images: [other] }))
    await waitFor(() => expect(cells('0.9').slice(2, 3)).toEqual(['yes']))
    await user.click(screen.getByRole('checkbox', { name: 'Choose 1.1' }))
    await user.click(screen.getByRole('checkbox', { name: 'Choose 1.0' }))
    const tray = within(screen.getByRole('region', { name: 'Merge the chosen tags' }))
    expect(tray.getByText(`1.1 and 1.0 have the same image for ${amd64}: one of them is enough.`)).toBeInTheDocument()
    await user.click(screen.getByRole('checkbox', { name: 'Choose 0.9' }))
    expect(tray.getByText(/1.1, 1.0 and 0.9 have different images for linux\/amd64/)).toBeInTheDocument()
  })
})
